package io.millrace;

import io.millrace.ledger.IncidentTally;
import io.millrace.savefile.InterfaceDescription;
import io.millrace.worker.Retry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is done about handlers that fail, of a capture's settings.
 *
 * @param failures when a handler fails
 * @param deadLetter where packets are written that failed for good; null for nowhere
 */
record Failing(Failures failures, @Nullable Path deadLetter) {
    /** Failures are counted. */
    static final Failing COUNTED = new Failing(Failures.carryOn(), null);

    Retry retry() {
        return failures instanceof Failures.Retry(int times, Duration backOff)
                ? new Retry(times, backOff.toNanos(), Failures.Retry.LONGEST_PAUSE.toNanos())
                : Retry.NEVER;
    }

    /** How many failures in a row are too many; 0 if none are. */
    int mostInARow() {
        return failures instanceof Failures.StopAfter(int inARow) ? inARow : 0;
    }

    /** Begins the file of dead letters, if one is wanted. */
    @Nullable
    DeadLetters openLetters(InterfaceDescription first, IncidentTally incidents, Consumer<String> onWarning) {
        return deadLetter == null ? null : DeadLetters.open(deadLetter, first, incidents, onWarning);
    }
}
