package io.millrace;

import io.millrace.savefile.Interfaces;
import io.millrace.worker.Crew;
import io.millrace.worker.Timekeeper;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How long a handler may take, of a capture's settings.
 *
 * @param time how long; zero for as long as it likes
 * @param action what is done then
 * @param onStuck is told
 */
record Deadline(Duration time, WhenStuck action, Consumer<StuckHandler> onStuck) {
    /** As long as it likes. */
    static final Deadline NONE = new Deadline(Duration.ZERO, WhenStuck.REPORT, call -> {});

    /** So many workers may be replaced where there may be fewer. */
    static final int LEAST_SPARES = 1_000;

    /**
     * How many workers that are stuck are replaced. Platform threads are not: there are as many as were asked for, because
     * somebody counted processors.
     */
    int spares(Workers workers) {
        return time.isZero() || workers instanceof Workers.Fixed ? 0 : Math.max(workers.count(), LEAST_SPARES);
    }

    /** Who looks at the clock, if somebody must. */
    @Nullable
    Timekeeper keeper(Crew crew, Interfaces interfaces) {
        return time.isZero()
                ? null
                : new Timekeeper(
                        crew,
                        time.toNanos(),
                        action == WhenStuck.INTERRUPT,
                        call -> onStuck.accept(StuckHandler.of(call, interfaces)));
    }
}
