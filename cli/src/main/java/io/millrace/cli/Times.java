package io.millrace.cli;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** Times of day as they are typed. */
final class Times {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private Times() {}

    /**
     * A time in nanoseconds since the epoch: seconds since then, or a date and a time, of this machine's zone unless it names
     * another.
     *
     * @throws IllegalArgumentException if a text is none
     */
    static long nanos(String text) {
        try {
            if (text.matches("[0-9]{1,10}(\\.[0-9]{1,9})?")) {
                return new BigDecimal(text)
                        .multiply(BigDecimal.valueOf(NANOS_PER_SECOND))
                        .longValueExact();
            }
            ZonedDateTime time = time(text.strip().replace(' ', 'T'));
            return Math.addExact(Math.multiplyExact(time.toEpochSecond(), NANOS_PER_SECOND), time.getNano());
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    text + " (expected: a time such as 2026-11-25T10:00:00.5, 2026-11-25T10:00:00Z or 1700000000.25)",
                    e);
        }
    }

    /**
     * Seconds, before or after, in nanoseconds.
     *
     * @throws IllegalArgumentException if a text is none
     */
    static long seconds(String text) {
        if (!text.matches("[+-]?[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            throw new IllegalArgumentException(text + " (expected: seconds such as 3600, -0.5 or 0.000001)");
        }
        return new BigDecimal(text)
                .multiply(BigDecimal.valueOf(NANOS_PER_SECOND))
                .longValueExact();
    }

    private static ZonedDateTime time(String text) {
        boolean zoned = text.matches(".*(Z|[+-][0-9]{2}:[0-9]{2})");
        return zoned
                ? OffsetDateTime.parse(text).toZonedDateTime()
                : LocalDateTime.parse(text).atZone(ZoneId.systemDefault());
    }
}
