package io.millrace.spool;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** What the user is told while a capture runs: one line each. Owned by the spool's thread. */
final class Notices {
    private final Consumer<String> listener;
    private final Set<String> told = new HashSet<>();

    Notices(Consumer<String> listener) {
        this.listener = listener;
    }

    @SuppressWarnings("EmptyCatch") // what the user's code throws is its own affair
    void tell(String line) {
        try {
            listener.accept(line);
        } catch (Throwable e) {
            // told
        }
    }

    /** Tells a line unless it was told before. */
    void once(String line) {
        if (told.add(line)) {
            tell(line);
        }
    }
}
