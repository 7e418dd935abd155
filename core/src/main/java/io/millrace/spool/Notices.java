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

    void tell(String line) {
        listener.accept(line);
    }

    /** Tells a line unless it was told before. */
    void once(String line) {
        if (told.add(line)) {
            tell(line);
        }
    }
}
