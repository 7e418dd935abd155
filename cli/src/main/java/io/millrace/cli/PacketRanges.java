package io.millrace.cli;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Ranges of packets' numbers, such as {@code 1-100,250,1000-}. Numbers are asked for in their order, so that a question
 * costs the same however many ranges there are. Belongs to who asks.
 */
final class PacketRanges {
    /** Every number. */
    static final PacketRanges ALL = new PacketRanges(List.of(new Range(1, Long.MAX_VALUE)));

    private record Range(long first, long last) {}

    private final List<Range> ranges;
    private final long last;
    private int at;

    private PacketRanges(List<Range> ranges) {
        this.ranges = ranges;
        last = ranges.stream().mapToLong(Range::last).max().orElse(0);
    }

    /** @throws IllegalArgumentException if a text is none */
    static PacketRanges parse(String text) {
        return new PacketRanges(Arrays.stream(text.split(",", -1))
                .map(part -> range(text, part.strip()))
                .sorted(Comparator.comparingLong(Range::first))
                .toList());
    }

    private static Range range(String text, String part) {
        try {
            int dash = part.indexOf('-');
            long first = Long.parseLong(dash < 0 ? part : part.substring(0, dash));
            String end = part.substring(dash + 1);
            long last = dash >= 0 && end.isEmpty() ? Long.MAX_VALUE : Long.parseLong(end);
            if (first >= 1 && last >= first) {
                return new Range(first, last);
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(refusal(text), e);
        }
        throw new IllegalArgumentException(refusal(text));
    }

    private static String refusal(String text) {
        return text + " (expected: numbers from 1 on, and ranges of them, such as 1-100,250,1000-)";
    }

    /** Whether a number is in one of them; not a smaller one than before. */
    boolean contains(long number) {
        while (at < ranges.size() - 1 && ranges.get(at).last < number) {
            at++;
        }
        Range range = ranges.get(at);
        return number >= range.first && number <= range.last;
    }

    /** The last number of all. */
    long last() {
        return last;
    }
}
