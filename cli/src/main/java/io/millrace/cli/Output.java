package io.millrace.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lines to standard output, from any thread. Unless each is to be written at once, they are written by a thread of its own:
 * a line that comes after a silence in the same moment, those that follow in pieces, every {@value #PAUSE_MILLIS} ms or when
 * the buffer is full. So a slow trickle is seen as it comes, and a flood costs few system calls.
 *
 * <p>When the reader has gone (a broken pipe, as behind {@code | head}) the rest is discarded and the capture stopped:
 * that is not a failure. All fields belong to whoever holds the lock.
 */
final class Output implements AutoCloseable {
    private static final int CAPACITY = 1 << 16;
    private static final long PAUSE_MILLIS = 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition firstLine = lock.newCondition();
    private final Condition closing = lock.newCondition();
    private final byte[] buffer = new byte[CAPACITY];
    private final OutputStream out;
    private final boolean lineByLine;
    private int length;
    private boolean closed;
    private @Nullable IOException failure;
    private Runnable whenBroken = () -> {};

    /**
     * Writes to a stream.
     *
     * @param lineByLine whether each line is written at once
     */
    Output(OutputStream out, boolean lineByLine) {
        this.out = out;
        this.lineByLine = lineByLine;
        Thread.ofPlatform().daemon().name("millrace-output").start(this::flushNowAndThen);
    }

    /** Standard output itself: {@code System.out} would swallow failures. */
    static Output toStandardOutput(boolean lineByLine) {
        return new Output(new FileOutputStream(FileDescriptor.out), lineByLine);
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

    /** Writes a line, or several. */
    void line(String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        lock.lock();
        try {
            if (bytes.length > buffer.length - length) {
                writeBuffer();
            }
            if (bytes.length > buffer.length) {
                write(bytes, bytes.length);
                return;
            }
            boolean first = length == 0;
            System.arraycopy(bytes, 0, buffer, length, bytes.length);
            length += bytes.length;
            if (lineByLine) {
                writeBuffer();
            } else if (first) {
                firstLine.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Writes what was given so far. */
    void flush() {
        lock.lock();
        try {
            writeBuffer();
        } finally {
            lock.unlock();
        }
    }

    private void writeBuffer() {
        write(buffer, length);
        length = 0;
    }

    private void write(byte[] bytes, int count) {
        if (failure != null || count == 0) {
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
                } else {
                    writeBuffer();
                    boolean ignored = closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
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
            writeBuffer();
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
