package io.millrace.cli;

import io.millrace.afpacket.PacketRing;
import io.millrace.afpacket.RingConfig;
import io.millrace.afpacket.RingCounts;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * The capture of every textbook, for comparison: the thread that takes a packet handles it, then takes the next. It reads
 * the same ring as Millrace, with the 2 MiB of buffer that libpcap asks for by default.
 *
 * <p>Its thread owns the ring and {@code ages}; {@code handled} is written by that thread alone and read by any.
 */
final class Textbook implements AutoCloseable {
    private static final long BUFFER_BYTES = 2L << 20;
    private static final int BATCH = 1_024;
    private static final int WAIT_MILLIS = 100;

    private final PacketRing ring;
    private final Duration work;
    private final long[] ages;
    private final Thread thread;
    private volatile int handled;
    private volatile boolean stopping;

    private Textbook(PacketRing ring, Duration work, int mostPackets) {
        this.ring = ring;
        this.work = work;
        ages = new long[mostPackets];
        thread = Thread.ofPlatform().daemon().name("textbook").unstarted(this::captureAndHandle);
    }

    /**
     * Begins to capture.
     *
     * @param work how long the handler waits for each packet
     * @param mostPackets an upper bound of packets it will handle
     */
    static Textbook start(String device, Duration work, int mostPackets) {
        PacketRing ring = PacketRing.open(device, RingConfig.DEFAULT.withBufferBytes(BUFFER_BYTES));
        Textbook textbook = new Textbook(ring, work, mostPackets);
        textbook.thread.start();
        return textbook;
    }

    private void captureAndHandle() {
        while (!stopping) {
            if (ring.take(this::handle, BATCH) == 0) {
                boolean ignored = ring.await(WAIT_MILLIS);
            }
        }
        ring.settle();
    }

    private boolean handle(MemorySegment memory, long offset, int caplen, int len, long timestampNanos) {
        int place = handled;
        if (stopping || place == ages.length) {
            return false;
        }
        Instant now = Instant.now();
        long nowMicros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
        ages[place] = nowMicros - timestampNanos / 1_000;
        try {
            Thread.sleep(work);
        } catch (InterruptedException e) {
            return false;
        }
        handled = place + 1;
        return true;
    }

    int handled() {
        return handled;
    }

    RingCounts counts() {
        return ring.counts();
    }

    /** Stops it where it is; the counts are final then. */
    void stop() throws InterruptedException {
        stopping = true;
        ring.wake();
        thread.join();
    }

    /** The age that a share of the handled packets did not exceed, in microseconds; once stopped. */
    long ageMicros(double share) {
        if (handled == 0) {
            return 0;
        }
        long[] sorted = Arrays.copyOf(ages, handled);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(handled - 1L, (long) (handled * share))];
    }

    @Override
    public void close() {
        if (thread.isAlive()) {
            stopping = true;
            ring.wake();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        ring.close();
    }
}
