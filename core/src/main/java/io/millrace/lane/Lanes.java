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
 * <p>What was taken out of the inbox and is not handled yet is the lane's <em>rest</em>: two ints, kept in the lane and not in
 * the worker, written before each handler is called. So whoever owns the lane next (another worker after the quantum, the
 * closing thread after its worker was written off) finds every packet that was not started.
 *
 * <p><b>The lock.</b> Packets that wait may have to go although their worker is stuck in a handler. So the rest is guarded
 * by a word of its own: the worker {@linkplain #enter enters} and {@linkplain #exit exits}, and is outside while a handler
 * runs, if the policy may want packets back; then a {@linkplain #sweep sweep} may take them out. A sweep never waits for a
 * worker: a lane whose worker is inside is left alone. A worker that finds a sweep inside waits for it, which is a matter of
 * some packets. A lane is left (its inbox made {@code IDLE}) under the lock only, so that no sweep can leave a rest in a
 * lane that nobody is responsible for; and a sweep never makes a lane runnable or idle, so that it changes nothing in who
 * is.
 *
 * <p><b>Ownership.</b> {@code INBOX} is shared. {@code REST} and {@code CHAIN} of a lane belong to who holds its lock. The four
 * words of a lane lie together: whoever enters a lane misses one cache line, not four.
 */
public final class Lanes {
    /** How many lanes there are: a power of two, a few times as many as flows that are usually busy at a time. */
    public static final int COUNT = 1 << 18;

    static final int IDLE = 0;
    static final int RUNNING = 1;

    private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(int[].class);

    private static final int WORDS_PER_LANE = 4;
    private static final int INBOX = 0;
    private static final int LOCK = 1;
    /** The next packet of the chain that is being worked through, or 0. */
    private static final int REST = 2;
    /** The chain behind that one, or 0. */
    private static final int CHAIN = 3;

    private static final int FREE = 0;
    private static final int HELD = 1;
    private static final int SPINS = 100;

    /** Is given packets that were taken out of their lanes by somebody else than a worker. */
    @FunctionalInterface
    public interface Swept {
        /** Takes over a packet. */
        void packet(int packet);
    }

    private final Region region;
    private final int count;
    private final int[] words;

    /** Makes lanes for the slots of a region. */
    public Lanes(Region region) {
        this(region, COUNT);
    }

    /** Makes a number of lanes other than {@link #COUNT}, a power of two. */
    public Lanes(Region region, int count) {
        this.region = region;
        this.count = count;
        words = new int[count * WORDS_PER_LANE];
    }

    /** How many lanes there are. */
    public int count() {
        return count;
    }

    /** The lane of a flow's hash. */
    public int laneOf(int hash) {
        return hash & (count - 1);
    }

    /** Whether nobody is in the lane and nothing waits in it: a hint, which may be old when it is read. */
    public boolean looksIdle(int lane) {
        return (int) WORDS.getOpaque(words, (lane * WORDS_PER_LANE) + INBOX) == IDLE;
    }

    /**
     * Publishes a chain of packets, linked by {@code next}, in a lane. For any thread.
     *
     * @param first the chain's first packet
     * @return true if the lane became runnable, and the caller must enqueue it
     */
    public boolean publish(int lane, int first) {
        long address = region.address(first);
        int at = (lane * WORDS_PER_LANE) + INBOX;
        int found = (int) WORDS.getOpaque(words, at);
        while (true) {
            Slot.older(address, found);
            // Acquires too: who found IDLE passes on what the last worker left of the lane, who found a chain what is
            // in it.
            int witness = (int) WORDS.compareAndExchange(words, at, found, first);
            if (witness == found) {
                return found == IDLE;
            }
            found = witness;
        }
    }

    /**
     * Brings some lanes near to this thread's processor: loads that do not depend on each other miss together, and the exchanges
     * that follow would miss one by one.
     *
     * @return nothing of use
     */
    int warm(int[] some, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            sum += (int) WORDS.getOpaque(words, (some[i] * WORDS_PER_LANE) + INBOX);
        }
        return sum;
    }

    /**
     * The same of some lanes and of the packets that were published last in them; what it reads may be gone already.
     *
     * @return nothing of use
     */
    public int warmWithPackets(int[] some, int count) {
        int sum = warm(some, count);
        for (int i = 0; i < count; i++) {
            int newest = (int) WORDS.getOpaque(words, (some[i] * WORDS_PER_LANE) + INBOX);
            if (newest > RUNNING) {
                sum += Slot.older(region.address(newest));
            }
        }
        return sum;
    }

    /** Takes a lane's lock. For the worker in it, which waits for a sweep at the most. */
    @SuppressWarnings("ThreadPriorityCheck") // the sweep may have lost its processor: give it ours
    public void enter(int lane) {
        int at = (lane * WORDS_PER_LANE) + LOCK;
        for (int spins = 0; (int) WORDS.getAndSet(words, at, HELD) == HELD; spins++) {
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }

    /** Gives a lane's lock back: what is left in the lane may be swept. For the worker in it. */
    public void exit(int lane) {
        WORDS.setRelease(words, (lane * WORDS_PER_LANE) + LOCK, FREE);
    }

    /**
     * Takes the next packet out of a lane. For the worker in it, which has entered.
     *
     * @return the packet; or 0 if the lane was empty, and is now left: but for the lock it belongs to the caller no more
     */
    public int takeOrLeave(int lane) {
        int at = lane * WORDS_PER_LANE;
        int packet = words[at + REST];
        if (packet == 0) {
            packet = words[at + CHAIN];
            if (packet == 0) {
                if (leave(at)) {
                    return 0;
                }
                packet = openInbox(at);
            }
            words[at + CHAIN] = Slot.older(region.address(packet));
        }
        words[at + REST] = Slot.next(region.address(packet));
        return packet;
    }

    /** Makes a lane without a rest idle if nothing was published; false if something was. */
    private boolean leave(int at) {
        while ((int) WORDS.getOpaque(words, at + INBOX) == RUNNING) {
            if (WORDS.compareAndSet(words, at + INBOX, RUNNING, IDLE)) {
                return true;
            }
        }
        return false;
    }

    /** Takes all chains, of which there is one, and turns them round; the oldest, its {@code older} now naming the newer one. */
    private int openInbox(int at) {
        int newest = (int) WORDS.getAndSet(words, at + INBOX, RUNNING);
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
     * Takes packets that have waited since before a time out of all lanes, in each the oldest first. For any thread.
     *
     * @param beforeNanos the time, by {@link System#nanoTime}
     * @return how many there were
     */
    public long sweep(long beforeNanos, Swept swept) {
        long packets = 0;
        for (int lane = 0; lane < count; lane++) {
            int at = lane * WORDS_PER_LANE;
            if (seemsToHoldPackets(at) && WORDS.compareAndSet(words, at + LOCK, FREE, HELD)) {
                packets += sweepLane(at, beforeNanos, swept);
                exit(lane);
            }
        }
        return packets;
    }

    /** A hint: who is wrong looks in vain, or comes again. */
    private boolean seemsToHoldPackets(int at) {
        return (int) WORDS.getOpaque(words, at + INBOX) > RUNNING
                || (int) WORDS.getOpaque(words, at + REST) != 0
                || (int) WORDS.getOpaque(words, at + CHAIN) != 0;
    }

    private long sweepLane(int at, long beforeNanos, Swept swept) {
        long packets = 0;
        for (int packet = head(at); packet != 0; packet = head(at)) {
            long address = region.address(packet);
            if (Slot.sinceNanos(address) - beforeNanos >= 0) {
                break;
            }
            if (words[at + REST] == 0) {
                words[at + CHAIN] = Slot.older(address);
            }
            words[at + REST] = Slot.next(address);
            swept.packet(packet);
            packets++;
        }
        return packets;
    }

    /** The packet that is next in a lane, which stays there; 0 if there is none. */
    private int head(int at) {
        if (words[at + REST] != 0) {
            return words[at + REST];
        }
        if (words[at + CHAIN] == 0 && (int) WORDS.getOpaque(words, at + INBOX) > RUNNING) {
            words[at + CHAIN] = openInbox(at);
        }
        return words[at + CHAIN];
    }

    /**
     * Takes every packet out of every lane, when no worker is in any and no publisher is left: the closing thread's. Locks of
     * workers that were written off are broken.
     */
    public void clear(Swept left) {
        for (int lane = 0; lane < count; lane++) {
            while (seemsToHoldPackets(lane * WORDS_PER_LANE)) {
                int packet = takeOrLeave(lane);
                if (packet != 0) {
                    left.packet(packet);
                }
            }
        }
        Arrays.fill(words, 0);
    }
}
