package io.millrace.bench;

/** What a side of a comparison did. */
public record Totals(long packets, long bytes) {
    /** Fails unless it did all of it. */
    void require(Totals actual, String side) {
        if (!equals(actual)) {
            throw new IllegalStateException(side + ": " + actual + " (expected: " + this + ")");
        }
    }
}
