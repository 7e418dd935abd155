package io.millrace.savefile;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import io.millrace.ffi.Memory;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Writes packets to a savefile. Nothing is allocated for a packet.
 *
 * <p><b>How it works.</b> Records gather in a buffer, which is written when it has 256 KiB. If that fails, because the disk
 * is full for one, the file is cut behind the last whole record that got through; then every call is the same {@link
 * SavefileException}, and {@link #lostPackets()} tells how many of those that were given are not in the file. In a file that
 * gets its name when it is whole, is not compressed, and has more than 1 MiB, up to eight such pieces are being written
 * while the next one gathers: then a failure is told so much later.
 *
 * <p><b>Threads.</b> A writer belongs to one thread at a time: whoever shares one sees to that. Where it writes behind it has a
 * thread of its own until it is closed.
 */
public abstract sealed class SavefileWriter implements AutoCloseable permits PcapWriter, PcapngWriter {
    private static final boolean LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    final boolean swapped;

    private final Output output;
    private final RecordBuffer records;
    private boolean closed;
    private @Nullable SavefileException failure;

    SavefileWriter(Output output, boolean swapped, RecordBuffer.Layout layout) {
        this.output = output;
        this.swapped = swapped;
        records = records(output, layout);
    }

    private static RecordBuffer records(Output output, RecordBuffer.Layout layout) {
        try {
            return new RecordBuffer(output, layout);
        } catch (Throwable e) { // there is no memory
            abandon(output);
            throw e;
        }
    }

    /** What kind of savefile it is. */
    public abstract SavefileFormat format();

    /**
     * Writes a packet.
     *
     * @param interfaceId the number of its interface; 0 in a pcap file
     * @param timestampNanos nanoseconds since the epoch; what is finer than the interface's unit is cut off
     * @param memory memory that holds the packet; it is copied at once
     * @param offset where the packet begins in it, in bytes
     * @param caplen captured length in bytes
     * @param len length on the wire in bytes
     * @throws SavefileException if this packet or one before could not be written
     * @throws IllegalArgumentException if a length is negative, or no file can have it
     */
    public abstract void write(
            int interfaceId, long timestampNanos, MemorySegment memory, long offset, int caplen, int len);

    /** How many packets were given to it so far, those included that wait in the buffer or were lost. */
    public final long packets() {
        return records.writtenPackets() + records.waitingPackets();
    }

    /** How many of them are not in the file because writing failed. */
    public final long lostPackets() {
        return failure == null ? 0 : records.waitingPackets();
    }

    /** How long the file is, in bytes before any compression, what waits in the buffer included. */
    public final long bytes() {
        return records.fileBytes();
    }

    /**
     * Writes what waits in the buffer.
     *
     * @throws SavefileException if that fails
     */
    public final void flush() {
        requireWell();
        drain();
        attempt(output::flush);
    }

    /**
     * Writes what waits in the buffer, and waits until all is on the disk.
     *
     * @throws SavefileException if that fails
     */
    public final void force() {
        flush();
        attempt(output::force);
    }

    /**
     * Writes what waits in the buffer and closes the file, which gets its name now, if it is whole. Does nothing if that was
     * done before.
     *
     * @throws SavefileException if not everything could be written; the file is closed all the same
     */
    @Override
    public final void close() {
        if (closed) {
            return;
        }
        try {
            requireWell();
            drain();
            attempt(output::finish);
        } finally {
            release();
            if (failure != null) {
                abandon(output);
            }
        }
    }

    private void release() {
        closed = true;
        records.release();
    }

    private static void abandon(Output output) {
        try {
            output.abandon();
        } catch (IOException another) {
            assert another.getMessage() != null : "the first failure is told";
        }
    }

    /** Makes room for a record that {@link #add} or {@link #addPacket} keeps; returns its address. */
    final long reserve(long recordBytes) {
        if (records.isFull(recordBytes)) {
            requireWell();
            makeRoom(recordBytes);
        }
        return records.next();
    }

    /** Keeps a record that is no packet, where {@link #reserve} said. */
    final void add(long recordBytes) {
        records.add(recordBytes);
    }

    /** Keeps a packet, where {@link #reserve} said. */
    final void addPacket(long recordBytes) {
        records.addPacket(recordBytes);
    }

    /** Writes the file's beginning at once, so that whoever looks finds a savefile; one that cannot be begun is closed. */
    final void begin(Runnable beginning) {
        try {
            beginning.run();
            flush();
        } catch (Throwable e) {
            release();
            abandon(output);
            throw e;
        }
    }

    static void requireCaplen(int caplen) {
        if (caplen < 0) {
            throw new IllegalArgumentException("caplen: " + caplen + " (expected: at least 0)");
        }
    }

    /** Puts a number of 32 bits to an address in a record that there is {@linkplain #reserve room} for. */
    final void put32(long at, int value) {
        Memory.ALL.set(JAVA_INT_UNALIGNED, at, swapped ? Integer.reverseBytes(value) : value);
    }

    /** Two numbers of 32 bits, one behind the other. */
    final void put32(long at, int first, int second) {
        if (swapped || !LITTLE_ENDIAN) {
            put32(at, first);
            put32(at + 4, second);
        } else {
            long both = (first & 0xffff_ffffL) | ((long) second << 32);
            Memory.ALL.set(JAVA_LONG_UNALIGNED, at, both);
        }
    }

    private void makeRoom(long recordBytes) {
        try {
            records.makeRoom(recordBytes);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void drain() {
        try {
            records.drain();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Keeps of what the buffer had the whole records that got through. */
    private SavefileException failed(IOException e) {
        IOException another = null;
        try {
            records.cut();
        } catch (IOException uncut) {
            another = uncut;
        }
        SavefileException told = new SavefileException(
                output.name() + ": cannot be written: " + e.getMessage() + " ("
                        + (another == null ? "the file is whole up to here" : "the file's end may be damaged")
                        + "; packets that are not in it: " + records.waitingPackets() + ")",
                e);
        if (another != null) {
            told.addSuppressed(another);
        }
        failure = told;
        return told;
    }

    private interface Attempt {
        void run() throws IOException;
    }

    private void attempt(Attempt attempt) {
        try {
            attempt.run();
        } catch (IOException e) {
            records.shut();
            failure = new SavefileException(output.name() + ": cannot be written: " + e.getMessage(), e);
            throw failure;
        }
    }

    private void requireWell() {
        SavefileException first = failure;
        if (first != null) { // a new one each time: one that is thrown twice could not be suppressed by itself
            throw new SavefileException(String.valueOf(first.getMessage()), first);
        }
        if (closed) {
            throw new IllegalStateException(
                    output.name() + ": it was closed, and nothing can be written to it any more");
        }
    }
}
