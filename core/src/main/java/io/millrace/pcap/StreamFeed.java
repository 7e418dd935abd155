package io.millrace.pcap;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.millrace.ffi.CallState;
import io.millrace.ffi.Errno;
import io.millrace.ffi.Platform;
import io.millrace.ffi.SocketPair;
import io.millrace.ffi.Stdio;
import io.millrace.ffi.Unistd;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * What Java has as an input stream and C takes for a file: a thread reads the stream and writes it to one of two connected
 * sockets; the other one is C's. It reads ahead of C by what the sockets hold, some hundred KiB.
 *
 * <p>The thread owns the stream, its memory and its socket, which it gives back as it ends. {@link #stop()} is for any thread.
 * {@code ended} is guarded by the monitor, so that a late stop never shuts a descriptor of somebody else's down.
 */
final class StreamFeed {
    private static final int CHUNK_BYTES = 1 << 16;

    private final InputStream in;
    private final Arena arena = Arena.ofShared();
    private final CallState state = new CallState(arena);
    private final int fd;
    private final long file;
    private boolean ended;
    private volatile boolean stopped;
    private volatile @Nullable Throwable failure;

    private StreamFeed(InputStream in) {
        this.in = in;
        MemorySegment fds = arena.allocate(JAVA_INT, 2);
        int result = SocketPair.open(state, fds);
        if (result < 0) {
            arena.close();
            throw new PcapException("the stream: there are no sockets to pass it on: " + Errno.text(-result));
        }
        fd = fds.getAtIndex(JAVA_INT, 0);
        file = Stdio.fdopen(state, fds.getAtIndex(JAVA_INT, 1), "rb");
        if (file == 0) {
            Unistd.close(state, fds.getAtIndex(JAVA_INT, 1));
            end();
            throw new PcapException("the stream: there is no memory to pass it on");
        }
    }

    /** Begins to read a stream. */
    static StreamFeed of(InputStream in) {
        if (Platform.CURRENT == Platform.WINDOWS) {
            throw new PcapException("the stream: on Windows libpcap reads savefiles by their names only: use a file");
        }
        StreamFeed feed = new StreamFeed(in);
        Thread.ofPlatform().daemon().name("millrace-savefile").start(feed::run);
        return feed;
    }

    /** The {@code FILE *} that C reads; whoever gets it closes it. */
    long file() {
        return file;
    }

    /** Throws what the stream threw. */
    void requireWell() {
        Throwable thrown = failure;
        if (thrown != null) {
            PcapException exception = new PcapException("the stream: it cannot be read: " + thrown.getMessage());
            exception.initCause(thrown);
            throw exception;
        }
    }

    boolean stopped() {
        return stopped;
    }

    /** Lets C read the end of the file, now. The thread ends as soon as the stream lets it. */
    synchronized void stop() {
        stopped = true;
        if (!ended) {
            try (Arena own = Arena.ofConfined()) {
                SocketPair.shutdown(new CallState(own), fd);
            }
        }
    }

    private void run() {
        try {
            pass();
        } catch (Throwable e) { // whatever the stream throws: the file must not seem to end there
            failure = e;
        } finally {
            end();
        }
    }

    private void pass() throws IOException {
        byte[] chunk = new byte[CHUNK_BYTES];
        MemorySegment memory = arena.allocate(CHUNK_BYTES);
        int count = in.read(chunk);
        while (count >= 0 && !stopped) {
            MemorySegment.copy(chunk, 0, memory, JAVA_BYTE, 0, count);
            if (!write(memory, count)) {
                return;
            }
            count = in.read(chunk);
        }
    }

    /** Returns false if nobody reads any more. */
    private boolean write(MemorySegment memory, int count) {
        long done = 0;
        while (done < count) {
            long written = Unistd.write(state, fd, memory.asSlice(done), count - done);
            if (written < 0 && written != -Errno.EINTR) {
                return false;
            }
            done += Math.max(0, written);
        }
        return true;
    }

    private synchronized void end() {
        ended = true;
        Unistd.close(state, fd);
        arena.close();
    }
}
