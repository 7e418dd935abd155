package io.millrace.source;

import java.util.concurrent.TimeUnit;

/** A wait for a time, which another thread may end. Guarded by its monitor. */
final class Nap {
    private boolean woken;

    /**
     * Waits.
     *
     * @return false if somebody ended it, or has wanted to since the last
     */
    synchronized boolean take(long nanos) {
        long begun = System.nanoTime();
        long left = nanos;
        try {
            while (!woken && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                left = nanos - (System.nanoTime() - begun);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        boolean undisturbed = !woken;
        woken = false;
        return undisturbed;
    }

    /** Ends a wait, or the next one. For any thread. */
    synchronized void end() {
        woken = true;
        notifyAll();
    }
}
