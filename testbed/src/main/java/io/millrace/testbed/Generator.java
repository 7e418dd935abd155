package io.millrace.testbed;

import io.millrace.afpacket.PacketSender;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends traffic on a device, at a rate or as fast as it goes. Belongs to one thread.
 *
 * <p>Paced traffic follows the clock: about every half millisecond what is due by then is sent, in one burst. If the
 * sender was not scheduled in time it catches up, so that the count after a second is right.
 */
public final class Generator implements AutoCloseable {
    /** The rate that stands for as fast as it goes. */
    public static final long UNPACED = 0;

    private static final int BATCH = 64;
    private static final long STEP_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    private final PacketSender sender;
    private final FlowTraffic traffic;

    /**
     * What was sent.
     *
     * @param packets how many packets the kernel accepted
     * @param nanos how long that took
     */
    public record Sent(long packets, long nanos) {
        /** The rate in packets a second. */
        public double perSecond() {
            return nanos == 0 ? 0 : packets * 1e9 / nanos;
        }
    }

    /** Opens a device for sending this traffic; each call of {@link #send} goes on where the last one ended. */
    public Generator(String device, FlowTraffic traffic) {
        this.traffic = traffic;
        sender = PacketSender.open(device, BATCH, traffic.frameBytes(), true);
        for (int i = 0; i < BATCH; i++) {
            sender.length(i, traffic.frameBytes());
        }
    }

    /**
     * Sends packets; ends early if the thread is interrupted.
     *
     * @param packets how many
     * @param perSecond packets a second, or {@link #UNPACED}
     */
    public Sent send(long packets, long perSecond) {
        long start = System.nanoTime();
        long sent = 0;
        while (sent < packets && !Thread.currentThread().isInterrupted()) {
            long due = perSecond == UNPACED ? packets : Math.min(packets, due(System.nanoTime() - start, perSecond));
            if (sent >= due) {
                LockSupport.parkNanos(STEP_NANOS);
            } else {
                sent += sendBatch((int) Math.min(BATCH, due - sent));
            }
        }
        return new Sent(sent, System.nanoTime() - start);
    }

    /** How many packets are due: the first one at once. */
    private static long due(long nanos, long perSecond) {
        long seconds = nanos / 1_000_000_000;
        long rest = nanos % 1_000_000_000;
        return 1 + (seconds * perSecond) + (rest * perSecond / 1_000_000_000);
    }

    private int sendBatch(int count) {
        for (int i = 0; i < count; i++) {
            traffic.writeNext(sender.frame(i));
        }
        sender.send(count);
        return count;
    }

    @Override
    public void close() {
        sender.close();
    }
}
