package io.millrace.savefile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream ahead, by a thread of its own: so a stream that waits for input can be left, and decompression runs beside
 * whoever reads.
 *
 * <p>Chunks of bytes stand in a ring. The thread fills the chunk behind the last, the reader empties the first; each owns its
 * chunk without the monitor, which guards {@code filled}, {@code emptied}, {@code ended}, {@code failure}, {@code woken} and
 * {@code closed}: a chunk changes its owner when {@code filled} or {@code emptied} does. The thread may wait in the stream for
 * ever; it is a daemon.
 */
final class ReadAhead implements Input {
    private static final int CHUNKS = 4;

    private final String name;
    private final InputStream in;
    private final byte[][] chunks;
    private final int[] lengths = new int[CHUNKS];

    // the reader's own
    private int position;

    private long filled;
    private long emptied;
    private boolean ended;
    private boolean woken;
    private boolean closed;
    private @Nullable Exception failure;

    private ReadAhead(String name, InputStream in, int chunkBytes) {
        this.name = name;
        this.in = in;
        chunks = new byte[CHUNKS][chunkBytes];
    }

    /** Begins to read, four chunks ahead. The stream is closed at its end, and when this is closed. */
    static ReadAhead of(String name, InputStream in, int chunkBytes) {
        ReadAhead input = new ReadAhead(name, in, chunkBytes);
        Thread.ofPlatform().daemon().name("millrace-input").start(input::fill);
        return input;
    }

    private void fill() {
        try (in) {
            while (awaitRoom()) {
                int chunk = (int) (filled % CHUNKS); // this thread alone writes filled
                int count = in.read(chunks[chunk]);
                if (count < 0) {
                    break;
                }
                lengths[chunk] = count;
                hand(count);
            }
        } catch (IOException | RuntimeException e) { // a decompressor may throw anything at damaged input
            fail(e);
        }
        end();
    }

    private synchronized boolean awaitRoom() {
        try {
            while (filled - emptied == CHUNKS && !closed) {
                wait();
            }
            return !closed;
        } catch (InterruptedException e) {
            return false; // nobody interrupts this thread
        }
    }

    private synchronized void hand(int count) {
        if (count > 0) {
            filled++;
            notifyAll();
        }
    }

    private synchronized void fail(Exception e) {
        failure = e;
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    @Override
    public int read(ByteBuffer to, long waitNanos) {
        int state = await(waitNanos);
        if (state <= 0) {
            return state;
        }
        int chunk = (int) (emptied % CHUNKS); // this thread alone writes emptied
        int count = Math.min(to.remaining(), lengths[chunk] - position);
        to.put(chunks[chunk], position, count);
        position += count;
        if (position == lengths[chunk]) {
            position = 0;
            giveBack();
        }
        return count;
    }

    @Override
    public long size() {
        return UNKNOWN;
    }

    private synchronized void giveBack() {
        emptied++;
        notifyAll();
    }

    private synchronized int await(long waitNanos) {
        long begun = System.nanoTime();
        while (filled == emptied && !ended && !woken) {
            long left = waitNanos == Window.FOR_EVER ? waitNanos : waitNanos - (System.nanoTime() - begun);
            if (left <= 0) {
                return 0;
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return 0;
            }
        }
        woken = false;
        if (filled > emptied) {
            return 1;
        }
        if (failure != null) {
            throw new SavefileException(name + ": cannot be read further: " + Opening.reason(failure), failure);
        }
        return ended ? END : 0;
    }

    @Override
    public synchronized void wake() {
        woken = true;
        notifyAll();
    }

    /** Ends the thread, unless it waits in the stream, which cannot be closed under it. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
