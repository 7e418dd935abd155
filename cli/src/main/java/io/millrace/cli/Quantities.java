package io.millrace.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes and durations as they are typed: {@code 64k}, {@code 1g}, {@code 500us}, {@code 1.5s}. */
final class Quantities {
    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{1,9})?)([a-zA-Z]*)");

    private Quantities() {}

    /**
     * A size in bytes; {@code k}, {@code m} and {@code g} stand for 1,024, its square and its cube.
     *
     * @throws IllegalArgumentException if it is none, or is not a whole number of bytes, or is more than a long holds
     */
    static long bytes(String text) {
        try {
            Matcher parts = split(text);
            long unit = bytesOf(parts.group(2));
            return new BigDecimal(parts.group(1))
                    .multiply(BigDecimal.valueOf(unit))
                    .longValueExact();
        } catch (ArithmeticException | UnknownQuantity e) {
            throw new IllegalArgumentException(text + " (expected: a size such as 65536, 64k, 256m or 1g)", e);
        }
    }

    /**
     * A duration in nanoseconds ({@code ns}), microseconds, milliseconds, seconds, minutes or hours.
     *
     * @throws IllegalArgumentException if it is none, or is more than 292 years
     */
    static Duration duration(String text) {
        try {
            Matcher parts = split(text);
            long unit = nanosOf(parts.group(2));
            long nanos = new BigDecimal(parts.group(1))
                    .multiply(BigDecimal.valueOf(unit))
                    .longValueExact();
            return Duration.ofNanos(nanos);
        } catch (ArithmeticException | UnknownQuantity e) {
            throw new IllegalArgumentException(text + " (expected: a duration such as 500us, 1ms, 2s, 1m or 1h)", e);
        }
    }

    private static Matcher split(String text) throws UnknownQuantity {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text);
        if (!matcher.matches()) {
            throw new UnknownQuantity();
        }
        return matcher;
    }

    private static long bytesOf(String unit) throws UnknownQuantity {
        return switch (unit) {
            case "", "b", "B" -> 1L;
            case "k", "K" -> 1L << 10;
            case "m", "M" -> 1L << 20;
            case "g", "G" -> 1L << 30;
            default -> throw new UnknownQuantity();
        };
    }

    private static long nanosOf(String unit) throws UnknownQuantity {
        return switch (unit) {
            case "ns" -> 1L;
            case "us" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> throw new UnknownQuantity();
        };
    }

    /** Why a text is no quantity; never leaves this class. */
    private static final class UnknownQuantity extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
