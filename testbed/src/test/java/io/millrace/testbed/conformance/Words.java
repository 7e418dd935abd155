package io.millrace.testbed.conformance;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How {@code oracle.c} writes numbers and names. */
final class Words {
    private Words() {}

    static String sorted(Stream<Integer> numbers, String ifNone) {
        String words = numbers.sorted().map(String::valueOf).collect(Collectors.joining(" "));
        return words.isEmpty() ? ifNone : words;
    }

    static String orNull(@Nullable String name) {
        return name == null ? "null" : name;
    }

    static String of(boolean value) {
        return value ? "1" : "0";
    }

    static String program(long[] instructions) {
        StringBuilder words = new StringBuilder("0 " + instructions.length);
        for (long instruction : instructions) {
            words.append(" %016x".formatted(instruction));
        }
        return words.toString();
    }
}
