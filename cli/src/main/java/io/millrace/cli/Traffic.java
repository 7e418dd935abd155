package io.millrace.cli;

import io.millrace.testbed.FlowTraffic;
import io.millrace.testbed.Generator;
import org.jspecify.annotations.Nullable;

/** A generator on a thread of its own. {@code sent} and {@code failure} are written by that thread before it ends. */
final class Traffic {
    private static final int FRAME_BYTES = 64;
    private static final int STEPS_PER_SECOND = 4;

    private final Thread thread;
    private volatile long sent;
    private volatile @Nullable RuntimeException failure;

    private Traffic(String device, int flows, long perSecond, long packets) {
        thread = Thread.ofPlatform().daemon().name("generator").unstarted(() -> run(device, flows, perSecond, packets));
    }

    /** Begins to send packets of 64 bytes, at a rate, with flows taking turns. */
    static Traffic start(String device, int flows, long perSecond, long packets) {
        Traffic traffic = new Traffic(device, flows, perSecond, packets);
        traffic.thread.start();
        return traffic;
    }

    private void run(String device, int flows, long perSecond, long packets) {
        try (Generator generator = new Generator(device, new FlowTraffic(flows, FRAME_BYTES))) {
            long step = Math.max(1, perSecond / STEPS_PER_SECOND);
            long done = 0;
            while (done < packets && !Thread.currentThread().isInterrupted()) {
                done += generator
                        .send(Math.min(step, packets - done), perSecond)
                        .packets();
                sent = done;
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** How many packets were sent so far, to the last quarter of a second. */
    long sent() {
        return sent;
    }

    /** Sends no more; for any thread. */
    void stop() {
        thread.interrupt();
    }

    /** Waits until all is sent, and says how much. */
    long join() throws InterruptedException {
        thread.join();
        RuntimeException thrown = failure;
        if (thrown != null) {
            throw thrown;
        }
        return sent;
    }
}
