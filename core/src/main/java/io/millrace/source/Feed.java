package io.millrace.source;

import io.millrace.ffi.CallState;
import io.millrace.ffi.Errno;
import io.millrace.ffi.Platform;
import io.millrace.ffi.Unistd;
import io.millrace.pcap.PcapException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Passes on what comes by standard input or another pipe, through a pipe of its own, to a reader in C that cannot be woken:
 * when this end is closed the reader is at the end of the file.
 *
 * <p>A thread of its own copies; it may wait for input for ever, and is a daemon. The state is guarded by this object's
 * monitor: the pipe is closed by whoever finds it idle, so that nobody writes to a descriptor that was given back.
 */
final class Feed {
    private static final String STANDARD_INPUT = "-";
    private static final int BUFFER_BYTES = 1 << 16;

    private final String name;
    private final Arena arena = Arena.ofAuto(); // the thread may live as long as the process
    private final CallState closing = new CallState(arena);
    private final int readEnd;
    private final int writeEnd;

    private boolean ended;
    private boolean writing;
    private @Nullable IOException failure;

    private Feed(String name, int readEnd, int writeEnd) {
        this.name = name;
        this.readEnd = readEnd;
        this.writeEnd = writeEnd;
    }

    /** Whether a file is one that a reader may have to wait for. Only on Linux has a descriptor a path. */
    static boolean isNeeded(String name) {
        if (Platform.CURRENT != Platform.LINUX) {
            return false;
        }
        return name.equals(STANDARD_INPUT) || (Files.exists(Path.of(name)) && !Files.isRegularFile(Path.of(name)));
    }

    /**
     * Begins to read.
     *
     * @param name a path; {@code -} is standard input
     * @throws PcapException if it cannot be opened
     */
    static Feed of(String name) {
        InputStream in = open(name);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ends = arena.allocate(2L * Integer.BYTES, Integer.BYTES);
            int status = Unistd.pipe2(new CallState(arena), ends, Unistd.O_CLOEXEC);
            if (status < 0) {
                throw new PcapException(name + ": cannot make a pipe: " + Errno.text(-status));
            }
            Feed feed =
                    new Feed(name, ends.getAtIndex(ValueLayout.JAVA_INT, 0), ends.getAtIndex(ValueLayout.JAVA_INT, 1));
            Thread.ofPlatform().daemon().name("millrace-input").start(() -> feed.pass(in));
            return feed;
        }
    }

    private static InputStream open(String name) {
        try {
            return name.equals(STANDARD_INPUT) ? new FileInputStream(FileDescriptor.in) : new FileInputStream(name);
        } catch (IOException e) {
            throw new PcapException(String.valueOf(e.getMessage()));
        }
    }

    /** Where the reader finds what is passed on. */
    Path path() {
        return Path.of("/proc/self/fd/" + readEnd);
    }

    /** The reader has opened the path, or never will: from now on its end is the only one. */
    synchronized void opened() {
        int ignored = Unistd.close(closing, readEnd);
    }

    /** A failure of the reader, told with the name of the input instead of the path that the reader knows. */
    PcapException named(PcapException e) {
        String message = String.valueOf(e.getMessage());
        return new PcapException(
                message.replace(path().toString(), name.equals(STANDARD_INPUT) ? "standard input" : name), e.code());
    }

    private void pass(InputStream in) {
        byte[] bytes = new byte[BUFFER_BYTES];
        MemorySegment buffer = arena.allocate(BUFFER_BYTES);
        CallState state = new CallState(arena);
        try (in) {
            for (int count = in.read(bytes); count > 0; count = in.read(bytes)) {
                MemorySegment.copy(bytes, 0, buffer, ValueLayout.JAVA_BYTE, 0, count);
                if (!write(state, buffer.asSlice(0, count))) {
                    break;
                }
            }
        } catch (IOException e) {
            fail(e);
        }
        end();
    }

    /** Writes all of a segment; false once the feed has ended or the reader has gone. */
    private boolean write(CallState state, MemorySegment bytes) {
        long done = 0;
        while (done < bytes.byteSize()) {
            if (!begin()) {
                return false;
            }
            long written = Unistd.write(state, writeEnd, bytes.asSlice(done), bytes.byteSize() - done);
            done += Math.max(0, written);
            idle();
            if (written < 0 && written != -Errno.EINTR) {
                return false;
            }
        }
        return true;
    }

    private synchronized boolean begin() {
        writing = !ended;
        return writing;
    }

    private synchronized void idle() {
        writing = false;
        if (ended) {
            closeWriteEnd();
        }
    }

    /** Lets the reader be at the end of the file once it has read what was passed on. For any thread; idempotent. */
    synchronized void end() {
        if (!ended) {
            ended = true;
            if (!writing) {
                closeWriteEnd();
            }
        }
    }

    private void closeWriteEnd() {
        int ignored = Unistd.close(closing, writeEnd);
    }

    private synchronized void fail(IOException e) {
        failure = e;
    }

    /** Fails if the input could not be read to its end. */
    synchronized void throwFailure() {
        if (failure != null) {
            throw new PcapException(name + ": " + failure.getMessage());
        }
    }
}
