package io.millrace.spool;

import io.millrace.lane.Lanes;
import io.millrace.store.Region;

/**
 * Where the capture thread hands packets over to the spool.
 *
 * <p><b>Protocol.</b> The capture thread publishes chains in a lane of the inbox's own, as it does for workers (see {@link
 * Lanes}). Who finds that lane idle makes it {@code runnable} and wakes the spool's thread, which is in the lane from then
 * on until it is empty.
 *
 * <p>{@code runnable} is written by both sides: by the capture thread only when it found the lane idle, and so when the
 * other is not in it. {@code inside} belongs to the spool's thread.
 */
final class Inbox {
    private static final int LANE = 0;

    private final Lanes lanes;
    private volatile boolean runnable;
    private boolean inside;

    Inbox(Region region) {
        lanes = new Lanes(region, 1);
    }

    /** Hands a chain of packets over; true if the spool's thread has to be woken. For the capture thread. */
    boolean handOver(int first) {
        boolean wake = lanes.publish(LANE, first);
        if (wake) {
            runnable = true;
        }
        return wake;
    }

    /** Whether packets may be here. For the spool's thread. */
    boolean hasWork() {
        return inside || runnable;
    }

    /** The next packet, or 0. For the spool's thread. */
    int take() {
        if (!inside && runnable) {
            runnable = false;
            inside = true;
        }
        int packet = inside ? lanes.takeOrLeave(LANE) : 0;
        inside = packet != 0;
        return packet;
    }
}
