package io.millrace.cli.print;

/** What lines tell of packets before them. Belongs to the {@link Transcript}. */
final class History {
    private final Conversations conversations = new Conversations();
    private long packets;
    private boolean begun;
    private long firstNanos;
    private long previousNanos;

    History() {}

    void countPacket() {
        packets++;
    }

    /** The number of the packet that is being printed; the first is 1. */
    long packets() {
        return packets;
    }

    /** The time from the line before, in nanoseconds; 0 for the first. */
    long sincePrevious(long timestampNanos) {
        sinceFirst(timestampNanos);
        long nanos = timestampNanos - previousNanos;
        previousNanos = timestampNanos;
        return nanos;
    }

    /** The time from the first line, in nanoseconds. */
    long sinceFirst(long timestampNanos) {
        if (!begun) {
            begun = true;
            firstNanos = timestampNanos;
            previousNanos = timestampNanos;
        }
        return timestampNanos - firstNanos;
    }

    Conversations conversations() {
        return conversations;
    }
}
