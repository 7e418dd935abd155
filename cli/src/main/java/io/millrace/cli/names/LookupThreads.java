package io.millrace.cli.names;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/**
 * Threads for look-ups, which block inside C: platform threads, so that nothing else is held up by them.
 *
 * <p>Who has a look-up only puts it in a queue. To start a thread means to wait until it runs, which takes milliseconds where
 * processors are busy, and must not cost a handler that; so a few <em>porters</em> do it. A porter takes a look-up out of
 * the queue, waits until fewer than {@value #AT_ONCE} are being made, and gives it to a thread that has nothing to do, or else
 * to a new one. Threads that had nothing to do for a minute end.
 */
final class LookupThreads implements Executor {
    private static final int AT_ONCE = 256;
    private static final int WAITING = 1 << 14;
    private static final int PORTERS = 4;

    private final BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>(WAITING);
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("millrace-names-", 0).factory());

    LookupThreads() {
        for (int i = 0; i < PORTERS; i++) {
            Thread.ofPlatform().daemon().name("millrace-porter-" + i).start(this::carry);
        }
    }

    /**
     * Has a look-up made soon.
     *
     * @throws RejectedExecutionException if too many are waiting
     */
    @Override
    public void execute(Runnable lookup) {
        if (!waiting.offer(lookup)) {
            throw new RejectedExecutionException(WAITING + " look-ups are waiting");
        }
    }

    private void carry() {
        try {
            while (true) {
                Runnable lookup = waiting.take();
                room.acquire();
                hand(lookup);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hand(Runnable lookup) {
        try {
            threads.execute(() -> make(lookup));
        } catch (OutOfMemoryError e) { // the system gives no more threads: this one must do
            make(lookup);
        }
    }

    private void make(Runnable lookup) {
        try {
            lookup.run();
        } finally {
            room.release();
        }
    }
}
