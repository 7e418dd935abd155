package io.millrace.cli;

import io.millrace.Overload;
import java.time.Duration;
import java.util.List;

/** Overload policies as they are typed: {@code max-age:50ms}, {@code headers:128+drop-oldest}. */
final class OverloadWords {
    /** What may be typed. */
    static final String FORMS = "block, drop-newest, drop-oldest, max-age:D, codel, codel:TARGET,INTERVAL, sample,"
            + " sample:packets, headers:N or spill:DIR[,SIZE], joined by +";

    private OverloadWords() {}

    /**
     * The policies of words joined by {@code +}.
     *
     * @throws IllegalArgumentException if a word names no policy, or two of them act at the same place
     */
    static Overload parse(String words) {
        return List.of(words.split("\\+", -1)).stream()
                .map(OverloadWords::single)
                .reduce(Overload::and)
                .orElseThrow();
    }

    private static Overload single(String word) {
        int colon = word.indexOf(':');
        String value = colon < 0 ? "" : word.substring(colon + 1);
        return switch (colon < 0 ? word : word.substring(0, colon + 1)) {
            case "block" -> Overload.block();
            case "drop-newest" -> Overload.dropNewest();
            case "drop-oldest" -> Overload.dropOldest();
            case "max-age:" -> Overload.maxAge(Quantities.duration(value));
            case "codel" -> Overload.codel();
            case "codel:" -> codel(value);
            case "sample" -> Overload.sample(Overload.Sample.By.FLOWS);
            case "sample:" -> Overload.sample(by(value));
            case "headers:" -> Overload.headers(bytes(value));
            case "spill:" -> spill(value);
            default -> throw new IllegalArgumentException(word + " (expected: " + FORMS + ")");
        };
    }

    private static Overload codel(String value) {
        String[] times = value.split(",", -1);
        if (times.length != 2) {
            throw new IllegalArgumentException(
                    "codel:" + value + " (expected: codel, or target and interval such as" + " codel:5ms,100ms)");
        }
        Duration target = Quantities.duration(times[0]);
        return Overload.codel(target, Quantities.duration(times[1]));
    }

    private static Overload.Sample.By by(String value) {
        return switch (value) {
            case "flows" -> Overload.Sample.By.FLOWS;
            case "packets" -> Overload.Sample.By.PACKETS;
            default -> throw new IllegalArgumentException("sample:" + value + " (expected: flows or packets)");
        };
    }

    private static Overload spill(String value) {
        SpoolWords words = SpoolWords.parse("spill:", value);
        return Overload.spill(words.folder(), words.limitBytes());
    }

    private static int bytes(String value) {
        return (int) Math.min(Quantities.bytes(value), Integer.MAX_VALUE);
    }
}
