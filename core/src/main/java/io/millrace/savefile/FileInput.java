package io.millrace.savefile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A regular file, read in order; its bytes are copied out of the system's cache. If it is followed, its end is only where it
 * ends now.
 *
 * <p>The monitor guards {@code woken}.
 */
final class FileInput implements Input {
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final String name;
    private final FileChannel channel;
    private final boolean follow;
    private final AtomicLong meter;
    private long position;
    private boolean woken;

    private FileInput(String name, FileChannel channel, boolean follow, AtomicLong meter) {
        this.name = name;
        this.channel = channel;
        this.follow = follow;
        this.meter = meter;
    }

    /**
     * Opens a regular file.
     *
     * @param follow whether more is waited for at its end
     * @param meter counts the bytes that were read or passed over
     */
    static FileInput open(Path file, boolean follow, AtomicLong meter) throws IOException {
        return new FileInput(file.toString(), FileChannel.open(file, StandardOpenOption.READ), follow, meter);
    }

    @Override
    public int read(ByteBuffer to, long waitNanos) {
        int count = read(to);
        if (count == END && follow) {
            count = await(to, waitNanos);
        }
        return count;
    }

    private int read(ByteBuffer to) {
        try {
            int count = channel.read(to, position);
            advance(Math.max(0, count));
            return count;
        } catch (IOException e) {
            throw new SavefileException(name + ": cannot be read further: " + e.getMessage(), e);
        }
    }

    @Override
    public long skip(long bytes) {
        long count = Math.clamp(size() - position, 0, bytes);
        advance(count);
        return count;
    }

    private void advance(long bytes) {
        position += bytes;
        meter.addAndGet(bytes);
    }

    /** No file system tells everywhere that a file has grown, so it is asked. */
    private int await(ByteBuffer to, long waitNanos) {
        long begun = System.nanoTime();
        int count = END;
        while (count == END && pause(waitNanos, begun)) {
            count = read(to);
        }
        if (count == END && size() < position) {
            throw new SavefileException(name, position, "the file has become shorter while it was read");
        }
        return Math.max(0, count);
    }

    private synchronized boolean pause(long waitNanos, long begunNanos) {
        long left = waitNanos == Window.FOR_EVER ? waitNanos : waitNanos - (System.nanoTime() - begunNanos);
        if (left > 0 && !woken) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, Math.min(left, POLL_NANOS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        boolean goOn = left > 0 && !woken;
        woken = false;
        return goOn;
    }

    @Override
    public synchronized void wake() {
        woken = true;
        notifyAll();
    }

    @Override
    public long size() {
        try {
            return channel.size();
        } catch (IOException e) {
            throw new SavefileException(name + ": its size cannot be found out: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new SavefileException(name + ": cannot be closed: " + e.getMessage(), e);
        }
    }
}
