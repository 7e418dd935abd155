package io.millrace.overload;

import io.millrace.protocol.FlowHash;
import java.lang.foreign.MemorySegment;

/**
 * Keeps one packet, or one flow, of 2, 4, 8, ... while the store fills up, and says of each that it keeps how many it stands
 * for: whoever adds up weights instead of counting packets gets an estimate of the whole.
 *
 * <p><b>Evenly over flows</b>: a flow is kept whole or not at all, by its hash; the flows kept at a higher level are among
 * those kept at a lower one, so that a flow which is kept stays as long as possible. That serves who follows
 * conversations; but one flow that makes most of the load is kept or shed as a whole too. <b>Evenly over packets</b>: every
 * n-th packet, whosever it is. That serves who counts, and holds against a single heavy flow.
 *
 * <p><b>The level</b> goes up by one each {@value #PATIENCE_MILLIS} ms while the store is more than half full and not
 * shrinking, and down by one while it is less than a quarter full. It is looked at once a batch.
 */
public final class Sample implements Pressure {
    static final int MAX_LEVEL = 16;
    static final int PATIENCE_MILLIS = 20;

    private static final long PATIENCE_NANOS = PATIENCE_MILLIS * 1_000_000L;

    private final boolean byFlow;
    private final FlowHash hash;
    private int level;
    private int turn;
    private long changedNanos;
    private long usedAtChange;
    private boolean looked;

    /**
     * Makes a sampler.
     *
     * @param byFlow whether flows are kept or shed, or packets
     * @param seed of the flows' hash
     */
    public Sample(boolean byFlow, long seed) {
        this.byFlow = byFlow;
        hash = new FlowHash(seed);
    }

    @Override
    public void look(long usedBytes, long limitBytes, long nowNanos) {
        if (looked && nowNanos - changedNanos < PATIENCE_NANOS) {
            return;
        }
        boolean grows = !looked || usedBytes >= usedAtChange;
        if (usedBytes > limitBytes / 2 && grows && level < MAX_LEVEL) {
            level++;
        } else if (usedBytes < limitBytes / 4 && level > 0) {
            level--;
        }
        looked = true;
        changedNanos = nowNanos;
        usedAtChange = usedBytes;
    }

    @Override
    public int keep(MemorySegment memory, long offset, int caplen, int linktype) {
        if (level == 0) {
            return caplen;
        }
        int of = byFlow ? hash.hash(memory, offset, caplen, linktype) : turn++;
        return (of & (weight() - 1)) == 0 ? caplen : -1;
    }

    @Override
    public int weight() {
        return 1 << level;
    }
}
