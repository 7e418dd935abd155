package io.millrace.overload;

import io.millrace.ledger.Shed;

/**
 * Controlled delay (RFC 8289), for each lane by itself (as RFC 8290 has it for flows), on the ages of packets.
 *
 * <p><b>The idea.</b> A queue that is long now and then is doing its work; one that never gets short is only delay. So a lane
 * is cut only when no packet came out of it younger than <em>target</em> for a whole <em>interval</em>: bursts shorter than
 * that are handled to the last packet. As each lane is judged by itself, and lanes take turns, flows that send little find
 * their lanes short and lose nothing, while the one that sends too much pays.
 *
 * <p><b>The algorithm.</b> A lane is in one of two states. In the first it remembers when it will have been above target for
 * an interval ({@code next}); a packet younger than target makes it forget. When that time comes it begins to shed: one packet
 * at once, the following ones at times that come closer by the control law of RFC 8289, interval / sqrt(count). A lane that
 * begins to shed again within 16 intervals resumes with the count it had, less two.
 *
 * <p><b>Where it differs.</b> The law rises slowly because it talks to senders that slow down when they lose packets. Nobody
 * hears what a capture sheds: against a load that stays ten times too high the law alone would need minutes. Therefore, when
 * a lane has been shedding for an interval and is still above target, everything above target goes (the lane is
 * <em>standing</em>), until for an interval nothing had to. So no age above target lasts longer than two intervals. There is
 * no exception for the last packet of a lane: with many lanes and few workers each may hold one, and all be late.
 *
 * <p>How long a lane was above target is told by its packets' ages, not only by when somebody looked: a packet that is older
 * than target and interval has stood there for an interval. And where lanes are so many that each is visited seldom, a
 * {@link Flood} tells that all of them are late; then too everything above target goes.
 *
 * <p><b>State.</b> Of each lane two longs and an int, owned by the worker in the lane and passed on with it.
 */
public final class CoDel implements Gate {
    private static final int REMEMBERED_INTERVALS = 16;

    private final long targetNanos;
    private final long intervalNanos;

    private final Flood flood;

    /** When the lane will have been above target for an interval, or sheds the next packet; 0 while it is below target. */
    private final long[] next;

    /** When the lane began to shed, or last shed a packet as standing. */
    private final long[] since;

    /** How many packets were shed by the law since it began; negative while the lane does not shed, 0 if it never has. */
    private final int[] shed;

    /** Marks a lane that is standing, beside the count. */
    private static final int STANDING = 1 << 30;

    /** Makes a gate for so many lanes. */
    public CoDel(int lanes, long targetNanos, long intervalNanos) {
        this.targetNanos = targetNanos;
        this.intervalNanos = intervalNanos;
        flood = new Flood(intervalNanos);
        next = new long[lanes];
        since = new long[lanes];
        shed = new int[lanes];
    }

    @Override
    public boolean sheds(int lane, long sinceNanos, long nowNanos) {
        boolean above = nowNanos - sinceNanos > targetNanos;
        int count = shed[lane];
        if (flood.enter(lane, above, nowNanos)) {
            return above;
        }
        if (count <= 0) {
            return above ? begins(lane, count, sinceNanos, nowNanos) : calm(lane);
        }
        if ((count & STANDING) != 0) {
            return standing(lane, above, nowNanos);
        }
        return above ? byLaw(lane, count, nowNanos) : ends(lane, count);
    }

    private boolean calm(int lane) {
        next[lane] = 0;
        return false;
    }

    /** Above target, not shedding yet: is it an interval since it first was? */
    private boolean begins(int lane, int count, long sinceNanos, long nowNanos) {
        if (next[lane] == 0) {
            next[lane] = sinceNanos + targetNanos + intervalNanos;
        }
        if (nowNanos - next[lane] < 0) {
            return false;
        }
        boolean again = count < -2 && nowNanos - since[lane] < REMEMBERED_INTERVALS * intervalNanos;
        shed[lane] = again ? -count - 2 : 1;
        since[lane] = nowNanos;
        next[lane] = nowNanos + pause(shed[lane]);
        return true;
    }

    private boolean byLaw(int lane, int count, long nowNanos) {
        if (nowNanos - since[lane] > intervalNanos) {
            shed[lane] = count | STANDING;
            since[lane] = nowNanos;
            return true;
        }
        if (nowNanos - next[lane] < 0) {
            return false;
        }
        shed[lane] = count + 1;
        next[lane] += pause(count + 1);
        return true;
    }

    /** Everything above target goes, until for an interval nothing had to. */
    private boolean standing(int lane, boolean above, long nowNanos) {
        if (above) {
            since[lane] = nowNanos;
        } else if (nowNanos - since[lane] > intervalNanos) {
            ends(lane, shed[lane] & ~STANDING);
        }
        return above;
    }

    private boolean ends(int lane, int count) {
        shed[lane] = -count;
        next[lane] = 0;
        return false;
    }

    private long pause(int count) {
        return (long) (intervalNanos / Math.sqrt(count));
    }

    @Override
    public Shed cause() {
        return Shed.CODEL;
    }

    @Override
    public long hopelessNanos() {
        return Long.MAX_VALUE;
    }
}
