package io.millrace.cli;

import io.millrace.Capture;
import org.jspecify.annotations.Nullable;

/** The wish that a capture stop, which may come before the capture is known. For any thread; guarded by its own monitor. */
final class Stop {
    private @Nullable Capture capture;
    private boolean asked;

    Stop() {}

    /** Stops the capture now, or as soon as it is known. */
    synchronized void ask() {
        asked = true;
        if (capture != null) {
            capture.stop();
        }
    }

    /** Names the capture that is meant. */
    synchronized void of(Capture started) {
        capture = started;
        if (asked) {
            started.stop();
        }
    }
}
