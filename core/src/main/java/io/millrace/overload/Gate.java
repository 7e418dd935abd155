package io.millrace.overload;

import io.millrace.ledger.Shed;

/**
 * The last door before a handler. A packet that does not pass costs its worker a look at its age and no more.
 *
 * <p>All times are by {@link System#nanoTime}, so that it does not matter when the time of day is set.
 */
public sealed interface Gate permits MaxAge, CoDel {
    /**
     * Whether a packet is shed. For the worker in the lane, once for each packet, in the lane's order.
     *
     * @param lane the packet's lane, which the caller owns
     * @param sinceNanos when the packet's age began
     * @param nowNanos the time now
     */
    boolean sheds(int lane, long sinceNanos, long nowNanos);

    /** Under which cause that is counted. */
    Shed cause();

    /**
     * The age above which a packet that waits will be shed in any case, in nanoseconds; {@link Long#MAX_VALUE} if there is
     * none. Where the store is full, such packets go first.
     */
    long hopelessNanos();
}
