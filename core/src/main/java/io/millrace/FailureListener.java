package io.millrace;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Tells the user's listener of failures, and survives whatever that does. For any thread. */
final class FailureListener {
    private final @Nullable BiConsumer<Packet, Throwable> listener;

    FailureListener(@Nullable BiConsumer<Packet, Throwable> listener) {
        this.listener = listener;
    }

    void tell(Packet packet, Throwable failure) {
        if (listener != null) {
            try {
                listener.accept(packet, failure);
            } catch (Throwable ignored) {
                // The packet has failed already, and capture goes on whatever a listener throws.
            }
        }
    }
}
