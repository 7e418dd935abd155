package io.millrace;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What is done about a packet that has failed for good: it is written to the dead letters, may end the capture, and is told
 * to the user's listener, whatever that does. For any thread.
 */
final class FinalFailures {
    private final @Nullable BiConsumer<Packet, Throwable> listener;
    private final @Nullable DeadLetters letters;

    /** Set before the first packet is taken. */
    private volatile @Nullable FailureStreak streak;

    FinalFailures(@Nullable BiConsumer<Packet, Throwable> listener, @Nullable DeadLetters letters) {
        this.listener = listener;
        this.letters = letters;
    }

    /** From now on failures in a row are counted. */
    void watch(FailureStreak row) {
        streak = row;
    }

    /** Does all of it. */
    void enter(Packet packet, Throwable failure, int attempts) {
        record(packet, failure, attempts);
        tell(packet, failure);
    }

    /**
     * Writes the packet to the dead letters and looks whether it is one too many: before it is counted, so that the end
     * waits.
     */
    void record(Packet packet, Throwable failure, int attempts) {
        try {
            if (letters != null) {
                letters.write(packet, Reason.of(failure, attempts));
            }
            FailureStreak row = streak;
            if (row != null) {
                row.failed(failure);
            }
        } catch (Throwable e) {
            // A stage's packet that is abandoned at the same time can no longer be read. Its outcome must be entered
            // all the same.
        }
    }

    /** Tells the listener. */
    void tell(Packet packet, Throwable failure) {
        if (listener != null) {
            try {
                listener.accept(packet, failure);
            } catch (Throwable ignored) {
                // The packet has failed already, and capture goes on whatever a listener throws.
            }
        }
    }

    /** Why the capture was ended by failures; null if it was not. */
    @Nullable
    CaptureException reason() {
        FailureStreak row = streak;
        return row == null ? null : row.reason();
    }

    /** Ends the dead letters. */
    void close() {
        if (letters != null) {
            letters.close();
        }
    }
}
