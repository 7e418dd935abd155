package io.millrace.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lines to standard output, from any thread, written in large pieces: when the buffer is full, or a tenth of a second after
 * its first line, so that a slow trickle is seen and a flood costs few system calls.
 *
 * <p>When the reader has gone (a broken pipe, as behind {@code | head}) the rest is discarded and the capture stopped:
 * that is not a failure. All fields belong to whoever holds the lock.
 */
final class Output implements AutoCloseable {
    private static final int CAPACITY = 1 << 16;
    private static final long MAX_DELAY_NANOS = 100_000_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition firstLine = lock.newCondition();
    private final Condition closing = lock.newCondition();
    private final byte[] buffer = new byte[CAPACITY];
    private final OutputStream out;
    private int length;
    private boolean closed;
    private @Nullable IOException failure;
    private Runnable whenBroken = () -> {};

    Output(OutputStream out) {
        this.out = out;
        Thread.ofPlatform().daemon().name("millrace-output").start(this::flushNowAndThen);
    }

    /** Standard output itself: {@code System.out} would swallow failures. */
    static Output toStandardOutput() {
        return new Output(new FileOutputStream(FileDescriptor.out));
    }

    /** What to do when nothing more can be written; at once if that is so already. */
    void whenBroken(Runnable action) {
        lock.lock();
        try {
            whenBroken = action;
            if (failure != null) {
                action.run();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Writes a line. */
    void line(String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        lock.lock();
        try {
            if (bytes.length > buffer.length - length) {
                flush();
            }
            if (bytes.length > buffer.length) {
                write(bytes, bytes.length);
                return;
            }
            if (length == 0) {
                firstLine.signal();
            }
            System.arraycopy(bytes, 0, buffer, length, bytes.length);
            length += bytes.length;
        } finally {
            lock.unlock();
        }
    }

    private void flush() {
        write(buffer, length);
        length = 0;
    }

    private void write(byte[] bytes, int count) {
        if (failure != null) {
            return;
        }
        try {
            out.write(bytes, 0, count);
        } catch (IOException e) {
            failure = e;
            whenBroken.run();
        }
    }

    private void flushNowAndThen() {
        lock.lock();
        try {
            while (!closed) {
                if (length == 0) {
                    firstLine.await();
                } else if (closing.awaitNanos(MAX_DELAY_NANOS) <= 0) {
                    flush();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes what is left.
     *
     * @throws IOException if something could not be written although there was a reader
     */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            closed = true;
            firstLine.signal();
            closing.signal();
            flush();
        } finally {
            lock.unlock();
        }
        if (failure != null && !readerHasGone(failure)) {
            throw new IOException("standard output: " + Complaint.oneLine(failure), failure);
        }
    }

    private static boolean readerHasGone(IOException failure) {
        String message = failure.getMessage();
        return message != null && message.contains("Broken pipe");
    }
}
