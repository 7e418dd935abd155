package io.millrace.overload;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one capture does when its handlers are behind. Immutable, but for what a gate remembers of lanes.
 *
 * @param spills whether packets are parked on disk before somebody has to go
 * @param whenFull who has to go when the store is full, and the spool if there is one
 * @param gate lets packets pass to the handler, or not; null if it lets all pass
 * @param pressure makes, for each capture thread, what keeps less of packets while the store fills up; null if all is kept
 */
public record Policy(
        boolean spills,
        WhenFull whenFull,
        @Nullable Gate gate,
        @Nullable Supplier<Pressure> pressure) {
    /** The policy that does the least. */
    public static final Policy DROP_NEWEST = new Policy(false, WhenFull.NEWEST, null, null);

    /** Whether packets may be taken out of the middle of the queue: workers then leave a lane open while a handler runs. */
    public boolean sweeps() {
        return whenFull == WhenFull.OLDEST || (gate != null && gate.hopelessNanos() != Long.MAX_VALUE);
    }

    /** A new pressure for one capture thread, or null. */
    public @Nullable Pressure newPressure() {
        return pressure == null ? null : pressure.get();
    }
}
