package io.millrace.pcap;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.millrace.ffi.CallState;
import io.millrace.ffi.Stdio;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * What C takes for a file and Java for an output stream: C writes to memory, and every so often what is there is written to
 * the stream, on the caller's thread, so that the caller gets the stream's exceptions. For one thread at a time.
 */
final class MemoryFile implements AutoCloseable {
    private final OutputStream out;
    private final Arena arena = Arena.ofShared();
    private final CallState state = new CallState(arena);
    private final MemorySegment pointer = arena.allocate(JAVA_LONG);
    private final MemorySegment length = arena.allocate(JAVA_LONG);
    private final long file;

    MemoryFile(OutputStream out) {
        this.out = out;
        this.file = Stdio.openMemstream(state, pointer, length);
        if (file == 0) {
            arena.close();
            throw new PcapException("there is no memory for a savefile that goes to a stream");
        }
    }

    /** The {@code FILE *}; whoever gets it closes it before this. */
    long file() {
        return file;
    }

    /** Writes to the stream what C wrote, flushes it, and makes the memory free for more. */
    void drain() throws IOException {
        Stdio.fflush(state, file);
        out.write(NativeMemory.at(pointer.get(JAVA_LONG, 0), length.get(JAVA_LONG, 0))
                .toArray(JAVA_BYTE));
        Stdio.rewind(state, file);
        out.flush();
    }

    /** Closes the {@code FILE *}, which nobody else did, and frees the memory. */
    void discard() {
        Stdio.fclose(state, file);
        close();
    }

    /** Frees the memory; the stream stays open. The {@code FILE *} must have been closed. */
    @Override
    public void close() {
        Stdio.free(state, pointer.get(JAVA_LONG, 0));
        arena.close();
    }
}
