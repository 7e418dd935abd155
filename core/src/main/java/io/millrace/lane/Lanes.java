package io.millrace.lane;

import io.millrace.store.Region;
import io.millrace.store.Slot;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * All lanes of a capture.
 *
 * <p><b>Protocol.</b> Each lane has an inbox, one {@code int}, with three kinds of value:
 *
 * <ul>
 *   <li>{@link #IDLE}: the lane is empty and nobody is in it;
 *   <li>{@link #RUNNING}: the lane is runnable or a worker is in it, and nothing was published since it last looked;
 *   <li>a slot: the first packet of the newest chain published. Its {@code older} names the chain before it, down to
 *       {@code IDLE} or {@code RUNNING}, whichever the first of them found.
 * </ul>
 *
 * A publisher puts its chain on top with one compare-and-exchange. If it found {@code IDLE} the lane became runnable, and
 * this publisher alone must enqueue it: so a lane is in the run queue at most once, and at most one worker is in it.
 *
 * <p>The worker takes the whole inbox with one exchange, leaving {@code RUNNING}, and turns the chains, which lie newest
 * first, the right way round by their {@code older} links; packets inside a chain are in order already. When it finds
 * nothing more it leaves by exchanging {@code RUNNING} for {@code IDLE}; that fails exactly if a publisher came in between,
 * who found the lane not idle and therefore relies on the worker to look again.
 *
 * <p>What the worker took and has not handled is the lane's <em>rest</em>: two ints, kept in the lane and not in the
 * worker, written before each handler is called. So whoever owns the lane next (another worker after the quantum, the
 * closing thread after its worker was written off) finds every packet that was not started.
 *
 * <p><b>Ownership.</b> {@code inbox} is shared. {@code rest} and {@code chain} of a lane belong to the worker in it, and pass
 * from one to the next through the run queue or the inbox.
 */
public final class Lanes {
    /** How many lanes there are: a power of two, a few times as many as flows that are usually busy at a time. */
    public static final int COUNT = 1 << 18;

    static final int IDLE = 0;
    static final int RUNNING = 1;

    private static final VarHandle INBOX = MethodHandles.arrayElementVarHandle(int[].class);

    private final Region region;
    private final int[] inbox;
    /** The next packet of the chain that the worker is in, or 0. */
    private final int[] rest;
    /** The chain behind that one, or 0. */
    private final int[] chain;

    /** Makes lanes for the slots of a region. */
    public Lanes(Region region) {
        this(region, COUNT);
    }

    /** Makes a number of lanes other than {@link #COUNT}, a power of two. */
    public Lanes(Region region, int count) {
        this.region = region;
        inbox = new int[count];
        rest = new int[count];
        chain = new int[count];
    }

    /** How many lanes there are. */
    public int count() {
        return inbox.length;
    }

    /** The lane of a flow's hash. */
    public int laneOf(int hash) {
        return hash & (inbox.length - 1);
    }

    /** Whether nobody is in the lane and nothing waits in it: a hint, which may be old when it is read. */
    public boolean looksIdle(int lane) {
        return (int) INBOX.getOpaque(inbox, lane) == IDLE;
    }

    /**
     * Publishes a chain of packets, linked by {@code next}, in a lane. For any thread.
     *
     * @param first the chain's first packet
     * @return true if the lane became runnable, and the caller must enqueue it
     */
    public boolean publish(int lane, int first) {
        long address = region.address(first);
        int found = (int) INBOX.getOpaque(inbox, lane);
        while (true) {
            Slot.older(address, found);
            // Acquires too: who found IDLE passes on what the last worker left of the lane, who found a chain what is
            // in it.
            int witness = (int) INBOX.compareAndExchange(inbox, lane, found, first);
            if (witness == found) {
                return found == IDLE;
            }
            found = witness;
        }
    }

    /**
     * Takes the next packet out of a lane. For the worker in it.
     *
     * @return the packet; or 0 if the lane was empty, and is now left: it belongs to the caller no more
     */
    public int takeOrLeave(int lane) {
        int packet = rest[lane];
        if (packet == 0) {
            packet = chain[lane];
            if (packet == 0) {
                packet = openInbox(lane);
                if (packet == 0) {
                    return 0;
                }
            }
            chain[lane] = Slot.older(region.address(packet));
        }
        rest[lane] = Slot.next(region.address(packet));
        return packet;
    }

    /** Takes all chains and turns them round; the oldest, its {@code older} now naming the newer one, or 0 after leaving. */
    private int openInbox(int lane) {
        while ((int) INBOX.getOpaque(inbox, lane) == RUNNING) {
            if (INBOX.compareAndSet(inbox, lane, RUNNING, IDLE)) {
                return 0;
            }
        }
        int newest = (int) INBOX.getAndSet(inbox, lane, RUNNING);
        int newer = 0;
        while (newest > RUNNING) {
            long address = region.address(newest);
            int older = Slot.older(address);
            Slot.older(address, newer);
            newer = newest;
            newest = older;
        }
        return newer;
    }

    /**
     * Takes every packet out of every lane, when no worker is in any and no publisher is left: the closing thread's.
     *
     * @return how many there were
     */
    public long clear() {
        long count = 0;
        for (int lane = 0; lane < inbox.length; lane++) {
            while (rest[lane] != 0 || chain[lane] != 0 || (int) INBOX.getAcquire(inbox, lane) > RUNNING) {
                if (takeOrLeave(lane) != 0) {
                    count++;
                }
            }
        }
        Arrays.fill(inbox, IDLE);
        return count;
    }
}
