package io.millrace.overload;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Whether a whole crew is behind, and not this lane or that.
 *
 * <p><b>The idea.</b> Where there are many lanes and few workers, a lane is visited so seldom that what a lane by itself can
 * tell comes too late. But packets of all lanes pass here. If none of any lane was young for an interval, and they were of
 * more than one, then no burst is being absorbed: everything is late. That is a flood, until for an interval nothing was
 * late.
 *
 * <p><b>Threads.</b> All workers read and write the fields without synchronisation, and only to change them. What one of
 * them undoes of another's is one packet's word in a run of hundreds, and the next packet mends it.
 */
final class Flood {
    private static final int NO_LANE = -1;
    private static final int SEVERAL = -2;

    private static final VarHandle SINCE;
    private static final VarHandle LAST;
    private static final VarHandle LANE;
    private static final VarHandle ON;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            SINCE = lookup.findVarHandle(Flood.class, "since", long.class);
            LAST = lookup.findVarHandle(Flood.class, "last", long.class);
            LANE = lookup.findVarHandle(Flood.class, "lane", int.class);
            ON = lookup.findVarHandle(Flood.class, "on", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final long intervalNanos;

    /** When the first packet of the run of late ones came. */
    private long since;

    /** When a late packet last came, roughly. */
    private long last;

    /** Of which lane the packets of the run are. */
    private int lane = NO_LANE;

    private boolean on;

    Flood(long intervalNanos) {
        this.intervalNanos = intervalNanos;
    }

    /** Enters a packet; says whether there is a flood. For any worker. */
    boolean enter(int ofLane, boolean late, long nowNanos) {
        return (boolean) ON.getOpaque(this) ? goesOn(late, nowNanos) : begins(ofLane, late, nowNanos);
    }

    private boolean goesOn(boolean late, long nowNanos) {
        long quiet = nowNanos - (long) LAST.getOpaque(this);
        if (late) {
            if (quiet > intervalNanos / 8) {
                LAST.setOpaque(this, nowNanos);
            }
        } else if (quiet > intervalNanos) {
            LANE.setOpaque(this, NO_LANE);
            ON.setOpaque(this, false);
            return false;
        }
        return true;
    }

    private boolean begins(int ofLane, boolean late, long nowNanos) {
        int run = (int) LANE.getOpaque(this);
        if (!late) {
            if (run != NO_LANE) {
                LANE.setOpaque(this, NO_LANE);
            }
            return false;
        }
        if (run == NO_LANE) {
            SINCE.setOpaque(this, nowNanos);
            LANE.setOpaque(this, ofLane);
            return false;
        }
        if (run != ofLane && run != SEVERAL) {
            LANE.setOpaque(this, SEVERAL);
        }
        if (run != SEVERAL || nowNanos - (long) SINCE.getOpaque(this) <= intervalNanos) {
            return false;
        }
        LAST.setOpaque(this, nowNanos);
        ON.setOpaque(this, true);
        return true;
    }
}
