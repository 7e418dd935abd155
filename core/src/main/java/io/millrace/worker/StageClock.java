package io.millrace.worker;

/** How long a stage has been in its state, as far as was seen: nothing is noted when it begins. Owned by the watch. */
public final class StageClock {
    private long sinceNanos;
    private int state;
    private boolean seen;
    private boolean told;

    public StageClock() {}

    /** Looks at the state; whether it has lasted for longer than a limit, and this is the first time that it is said. */
    public boolean isOver(int stateNow, long nowNanos, long limitNanos) {
        if (!seen || state != stateNow) {
            seen = true;
            state = stateNow;
            sinceNanos = nowNanos;
            told = false;
        }
        if (told || nowNanos - sinceNanos < limitNanos) {
            return false;
        }
        told = true;
        return true;
    }

    /** How long the state has lasted at least. */
    public long nanos(long nowNanos) {
        return nowNanos - sinceNanos;
    }
}
