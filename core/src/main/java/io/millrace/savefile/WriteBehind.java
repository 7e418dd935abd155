package io.millrace.savefile;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Writes the pieces of a file on a thread of its own, one after the other, while its owner fills the next one.
 *
 * <p><b>The protocol.</b> A chunk is the owner's until {@link #write}, then the thread's, and the owner's again when {@link
 * #await} returns it: both ways it goes through a queue, which is all that the two share, so that each sees everything that
 * the other did to it, and to the file. Only so many chunks are under way, and there is always room for them in either
 * queue; so neither side waits for room, the thread waits for work, and the owner for the oldest chunk.
 *
 * <p>Chunks come back in the order in which they were given. When one cannot be written, neither are those behind it, and
 * all of them say why. The owner uses the file himself only while nothing is under way, for instance to cut it after that.
 *
 * <p>All fields but the queues and {@link #closed}, which the owner sets once, belong to the owner.
 */
final class WriteBehind implements AutoCloseable {
    private final Output output;
    private final int most;
    private final int chunkBytes;
    private final BlockingQueue<Chunk> filled;
    private final BlockingQueue<Chunk> written;
    private final Deque<Chunk> empty = new ArrayDeque<>();
    private final Thread thread;
    private int underway;
    private volatile boolean closed;

    /** @param most chunks that are under way; with one the two sides would wake each other in turn */
    WriteBehind(Output output, int most, int chunkBytes) {
        this.output = output;
        this.most = most;
        this.chunkBytes = chunkBytes;
        filled = new ArrayBlockingQueue<>(most);
        written = new ArrayBlockingQueue<>(most);
        thread = Thread.ofPlatform().daemon().name("millrace-write").start(this::run);
    }

    private void run() {
        Throwable failure = null;
        while (!closed) {
            Chunk chunk;
            try {
                chunk = filled.take();
            } catch (InterruptedException e) {
                continue; // closed, or somebody who interrupts whatever there is
            }
            if (failure == null) {
                failure = write(output, chunk);
            }
            chunk.failure = failure;
            written.add(chunk);
        }
    }

    private static @Nullable Throwable write(Output output, Chunk chunk) {
        try {
            output.write(chunk.bytes);
            return null;
        } catch (Throwable e) { // whatever it is: the owner would wait for ever
            return e;
        }
    }

    /** Whether any chunk is under way. */
    boolean isBusy() {
        return underway > 0;
    }

    /** Whether the oldest chunk has to come back before another one is given. */
    boolean isFull() {
        return underway == most;
    }

    /** A chunk to be filled. */
    Chunk empty() {
        Chunk chunk = empty.poll();
        return chunk == null ? new Chunk(chunkBytes) : chunk;
    }

    /** Takes one that is not needed now; one that has grown is not kept. */
    void giveBack(Chunk chunk) {
        if (chunk.size() > chunkBytes) {
            chunk.release();
        } else {
            empty.add(chunk);
        }
    }

    /** Lets a chunk be written. */
    void write(Chunk chunk) {
        underway++;
        filled.add(chunk);
    }

    /** Waits for the oldest chunk that is under way; no interrupt ends that. */
    Chunk await() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    Chunk chunk = written.take();
                    underway--;
                    return chunk;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits for all that is under way, ends the thread, and releases all chunks that are here. */
    @Override
    public void close() {
        while (isBusy()) {
            giveBack(await());
        }
        closed = true;
        thread.interrupt();
        empty.forEach(Chunk::release);
    }
}
