package io.millrace.pcap;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.millrace.ffi.CallState;
import io.millrace.ffi.Errno;
import io.millrace.ffi.LibPcap;
import io.millrace.ffi.LibPcapFiles;
import io.millrace.ffi.LibPcapLookup;
import io.millrace.ffi.Platform;
import io.millrace.ffi.Stdio;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.function.LongFunction;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes packets to a savefile ({@code pcap_dump_open(3pcap)}). Linktype, snaplen and precision in the file's header are those
 * of the handle that it was opened for; the handle may be closed before the dumper.
 *
 * <p>Packets are buffered. Where C keeps quiet about a write that failed, for instance because the disk is full, here the next
 * call is a {@link PcapException}, {@link #close()} included; the file then ends within a packet. The same holds once a stream
 * has thrown.
 *
 * <p>For any thread: calls exclude each other, and so the monitor guards all mutable fields. A stream must not call the dumper
 * that writes to it.
 */
public final class PcapDumper implements AutoCloseable {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final int HEADER_BYTES = 24;
    private static final int RECORD_BYTES = 16;

    /** So much may wait for a stream before it is written. */
    private static final int DRAIN_BYTES = 1 << 16;

    private final String name;
    private final long dumper;
    private final boolean nanoseconds;
    private final @Nullable MemoryFile memory;
    private final Arena arena = Arena.ofShared(); // shared, because any thread may close
    private final CallState state = new CallState(arena);
    private final MemorySegment header = arena.allocate(HeaderLayout.CURRENT.bytes(), Long.BYTES);
    private long streamed = HEADER_BYTES;
    private long drained;
    private int failedErrno;
    private @Nullable Throwable thrown;
    private boolean draining;
    private boolean closed;

    private PcapDumper(String name, long pcap, long dumper, @Nullable MemoryFile memory) {
        this.name = name;
        this.dumper = dumper;
        this.nanoseconds = LibPcap.getTstampPrecision(pcap) == LibPcap.PCAP_TSTAMP_PRECISION_NANO;
        this.memory = memory;
    }

    /**
     * Writes a new savefile of packets that come from no handle; {@code -} is standard output.
     *
     * @param snaplen the most bytes that a packet has; 0 for the greatest
     * @param nanoseconds whether timestamps are written in nanoseconds; without, they are cut to microseconds
     * @throws PcapException if libpcap is missing, or the file cannot be written
     */
    public static PcapDumper open(Path file, DataLink link, int snaplen, boolean nanoseconds) {
        return withDeadHandle(link, snaplen, nanoseconds, pcap -> toFile(pcap, file));
    }

    /** The same for a stream, which stays open when the dumper is closed. Not on Windows. */
    public static PcapDumper open(OutputStream out, DataLink link, int snaplen, boolean nanoseconds) {
        return withDeadHandle(link, snaplen, nanoseconds, pcap -> toStream(pcap, out));
    }

    private static PcapDumper withDeadHandle(
            DataLink link, int snaplen, boolean nanoseconds, LongFunction<PcapDumper> open) {
        long pcap = DeadHandle.open(link, snaplen, nanoseconds);
        try {
            return open.apply(pcap);
        } finally {
            LibPcap.close(pcap);
        }
    }

    static PcapDumper toFile(long pcap, Path file) {
        return opened(pcap, file, handle -> LibPcapFiles.dumpOpen(handle, file.toString()));
    }

    static PcapDumper toEndOf(long pcap, Path file) {
        if (!LibPcapLookup.has("pcap_dump_open_append")) {
            throw new PcapException(file + ": this libpcap cannot append to savefiles: use 1.7.2 or newer");
        }
        return opened(pcap, file, handle -> LibPcapFiles.dumpOpenAppend(handle, file.toString()));
    }

    private static PcapDumper opened(long pcap, Path file, LongUnaryOperator open) {
        long dumper = open.applyAsLong(pcap);
        if (dumper == 0) {
            throw PcapError.savefile(file.toString(), NativeMemory.string(LibPcap.geterr(pcap)));
        }
        return new PcapDumper(file.toString(), pcap, dumper, null);
    }

    static PcapDumper toStream(long pcap, OutputStream out) {
        if (Platform.CURRENT == Platform.WINDOWS) {
            throw new PcapException("the stream: on Windows libpcap writes savefiles by their names only: use a file");
        }
        MemoryFile memory = new MemoryFile(out);
        long dumper = LibPcapFiles.dumpFopen(pcap, memory.file());
        if (dumper == 0) {
            String words = NativeMemory.string(LibPcap.geterr(pcap));
            memory.discard();
            throw PcapError.savefile("the stream", words);
        }
        return new PcapDumper("the stream", pcap, dumper, memory);
    }

    /** Writes a packet as it was delivered. */
    public void write(PcapPacket packet) {
        try (Arena copy = Arena.ofConfined()) {
            MemorySegment bytes = copy.allocate(Math.max(1, packet.caplen()));
            packet.copyTo(0, bytes, 0, packet.caplen());
            write(bytes, 0, packet.caplen(), packet.len(), packet.timestampNanos());
        }
    }

    /** Writes a packet; all of the bytes are its captured ones. See {@link #write(MemorySegment, long, int, int, long)}. */
    public void write(byte[] packet, int len, long timestampNanos) {
        try (Arena copy = Arena.ofConfined()) {
            write(copy.allocateFrom(JAVA_BYTE, packet), 0, packet.length, len, timestampNanos);
        }
    }

    /**
     * Writes a packet.
     *
     * @param memory that holds the packet; native memory is not copied
     * @param offset where the packet begins in it, in bytes
     * @param caplen captured length in bytes
     * @param len length on the wire in bytes
     * @param timestampNanos nanoseconds since the epoch; the file has 32 bits for the seconds
     * @throws PcapException if an earlier packet could not be written
     */
    public synchronized void write(MemorySegment memory, long offset, int caplen, int len, long timestampNanos) {
        requireOpen();
        MemorySegment packet = memory.asSlice(offset, caplen);
        if (!packet.isNative()) {
            write(packet.toArray(JAVA_BYTE), len, timestampNanos);
            return;
        }
        long fraction = Math.floorMod(timestampNanos, NANOS_PER_SECOND);
        HeaderLayout.CURRENT.write(
                header,
                Math.floorDiv(timestampNanos, NANOS_PER_SECOND),
                nanoseconds ? fraction : fraction / 1_000,
                caplen,
                len);
        int errno = LibPcapFiles.dump(state, dumper, header, packet);
        streamed += RECORD_BYTES + caplen;
        if (this.memory != null && streamed - drained >= DRAIN_BYTES) {
            drain(this.memory);
        }
        requireWritten(errno);
    }

    /**
     * Gives what is buffered to the system, or to the stream.
     *
     * @throws PcapException if that fails, or something before it failed
     */
    public synchronized void flush() {
        requireOpen();
        push();
    }

    /**
     * How far the file is written, buffered bytes included; for a stream, how many bytes were.
     *
     * @throws PcapException if the file has no position, as a pipe has none
     */
    public synchronized long position() {
        requireOpen();
        if (memory != null) {
            return streamed;
        }
        long position = LibPcapFiles.dumpFtell64(dumper);
        if (position < 0) {
            throw new PcapException(name + ": it has no position (expected: a regular file)");
        }
        return position;
    }

    /**
     * Writes what is buffered and closes the file; a stream stays open. Does nothing if it was closed before.
     *
     * @throws PcapException if not everything could be written; the dumper is closed all the same
     */
    @Override
    public synchronized void close() {
        requireNoStream();
        if (closed) {
            return;
        }
        closed = true;
        try {
            push();
        } finally {
            LibPcapFiles.dumpClose(dumper);
            if (memory != null) {
                memory.close();
            }
            arena.close();
        }
    }

    private void push() {
        if (memory != null) {
            drain(memory);
            return;
        }
        if (Platform.CURRENT == Platform.WINDOWS) {
            if (LibPcapFiles.dumpFlush(dumper) < 0) {
                throw failure();
            }
            return;
        }
        requireWritten(Stdio.fflush(state, LibPcapFiles.dumpFile(dumper)));
    }

    private void drain(MemoryFile from) {
        if (thrown != null) { // how much of it the stream took is not known, so nothing can follow
            throw failure(thrown);
        }
        drained = streamed;
        draining = true;
        try {
            from.drain();
        } catch (IOException | RuntimeException e) {
            thrown = e;
            throw failure(e);
        } catch (Error e) {
            thrown = e;
            throw e;
        } finally {
            draining = false;
        }
    }

    /**
     * C remembers that a write failed, and says so when asked, but not why.
     *
     * @param errno negative: why, if the call just made is the first that failed
     */
    private void requireWritten(int errno) {
        if (thrown != null) {
            throw failure(thrown);
        }
        if (Platform.CURRENT == Platform.WINDOWS || Stdio.ferror(state, LibPcapFiles.dumpFile(dumper)) == 0) {
            return;
        }
        failedErrno = failedErrno == 0 ? errno : failedErrno;
        throw failure();
    }

    private PcapException failure() {
        return new PcapException(name + ": packets cannot be written: "
                + (failedErrno < 0 ? Errno.text(-failedErrno) : "a write failed"));
    }

    private static PcapException failure(Throwable cause) {
        PcapException failure = new PcapException("the stream: packets cannot be written: " + cause.getMessage());
        failure.initCause(cause);
        return failure;
    }

    private void requireOpen() {
        requireNoStream();
        if (closed) {
            throw new IllegalStateException(name + ": the dumper is closed");
        }
    }

    /** In the middle of a call C's file must stay as it is. */
    private void requireNoStream() {
        if (draining) {
            throw new IllegalStateException(name + ": the dumper was called by the stream that it writes to");
        }
    }
}
