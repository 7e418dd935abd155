package io.millrace.cli;

import io.millrace.Failures;
import io.millrace.WhenStuck;
import java.time.Duration;

/** What is done about handlers that fail or get stuck, as it is typed: {@code retry:3,10ms}, {@code 2s,interrupt}. */
final class FailureWords {
    /** What may be typed of failures. */
    static final String FORMS = "continue, stop:N, retry:N or retry:N,BACKOFF";

    private static final String INTERRUPT = ",interrupt";

    /** How long a handler may take, and what is done then. */
    record Timeout(Duration time, WhenStuck action) {}

    private FailureWords() {}

    /**
     * What is done when a handler fails.
     *
     * @throws IllegalArgumentException if the word is none of {@link #FORMS}, or its number is out of range
     */
    static Failures failures(String word) {
        int colon = word.indexOf(':');
        String value = colon < 0 ? "" : word.substring(colon + 1);
        return switch (colon < 0 ? word : word.substring(0, colon + 1)) {
            case "continue" -> Failures.carryOn();
            case "stop:" -> Failures.stopAfter(number(word, value));
            case "retry:" -> retry(word, value);
            default -> throw unknown(word);
        };
    }

    private static Failures retry(String word, String value) {
        int comma = value.indexOf(',');
        return comma < 0
                ? Failures.retry(number(word, value))
                : Failures.retry(
                        number(word, value.substring(0, comma)), Quantities.duration(value.substring(comma + 1)));
    }

    private static int number(String word, String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw unknown(word);
        }
    }

    private static IllegalArgumentException unknown(String word) {
        return new IllegalArgumentException(word + " (expected: " + FORMS + ")");
    }

    /**
     * How long a handler may take.
     *
     * @throws IllegalArgumentException if the word is no duration, with or without {@code ,interrupt}
     */
    static Timeout timeout(String word) {
        boolean interrupts = word.endsWith(INTERRUPT);
        String time = interrupts ? word.substring(0, word.length() - INTERRUPT.length()) : word;
        if (time.contains(",")) {
            throw new IllegalArgumentException(word + " (expected: a duration such as 2s, or 2s,interrupt)");
        }
        return new Timeout(Quantities.duration(time), interrupts ? WhenStuck.INTERRUPT : WhenStuck.REPORT);
    }
}
