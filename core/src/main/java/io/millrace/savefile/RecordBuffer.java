package io.millrace.savefile;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * Records that are still to be written, one behind the other; it begins with one.
 *
 * <p>It is written when it has 256 KiB. Where somebody may read along these are whole records. A file that has no name yet is written
 * in pieces that begin and end at multiples of 256 KiB, because the system's cache takes such in large pages, for two thirds of the
 * time: then the last record of a piece is torn, and stays here until the rest of it was written, too. So whatever happens it is known
 * where in the file the last whole record ends. Records lie as they will in the file, as far as cache lines go: the system copies a
 * piece faster whose beginning is that of a line.
 *
 * <p>All fields belong to who writes.
 */
final class RecordBuffer {
    /** What the file's format says of the record that begins somewhere in memory. */
    interface Layout {
        /** How long it is. */
        long recordBytes(MemorySegment memory, long at, boolean firstOfFile);

        /** Whether it is a packet. */
        boolean isPacket(MemorySegment memory, long at, boolean firstOfFile);
    }

    private static final int WRITE_BYTES = 256 << 10;

    /** Records that are longer make room for themselves: so much of the buffer is beyond where a piece ends. */
    private static final int USUAL_RECORD_BYTES = 128 << 10;

    /** Just enough: what is torn is no longer than a usual record, up to where a line ends, and the last one begins before the mark. */
    private static final int BUFFER_BYTES = WRITE_BYTES + (2 * USUAL_RECORD_BYTES);

    /** A cache line. */
    private static final int LINE_BYTES = 64;

    private static final long SHUT = -1;

    MemorySegment memory;

    /** Where the memory begins: to write to an address takes a third of the time, because nothing of a segment is looked up. */
    long address;

    private final Output output;
    private final Layout layout;
    private final boolean inPieces;
    private Arena arena = Arena.ofShared();
    private ByteBuffer bytes;

    /** Where the first record begins in it: less than a line from its beginning. */
    private long front;

    /** Where the last record ends. */
    private long used;

    /** When records end here, or behind it, they are written before the next one; {@link #SHUT} if there is to be none. */
    private long mark = WRITE_BYTES;

    /** Where the last record begins. */
    private long last;

    /** How long the record is that was begun behind it. */
    private long begun;

    /** How much of the first record was written already. */
    private long torn;

    /** Where the memory's beginning would be in the file. */
    private long base;

    private long waiting;
    private long through;

    @SuppressWarnings("MustBeClosedChecker") // closed with the writer
    RecordBuffer(Output output, Layout layout) {
        this.output = output;
        this.layout = layout;
        inPieces = output.takesPieces();
        memory = arena.allocate(BUFFER_BYTES, LINE_BYTES);
        address = memory.address();
        bytes = memory.asByteBuffer();
    }

    /** Whether a record of this length needs {@link #makeRoom} first. */
    boolean isFull(long recordBytes) {
        return used >= mark || recordBytes > USUAL_RECORD_BYTES;
    }

    /** Begins a record; returns where. */
    long begin(long recordBytes) {
        begun = recordBytes;
        return used;
    }

    /** Ends a record that was begun. */
    void end() {
        long begin = used;
        last = begin;
        used = begin + begun;
        begun = 0;
    }

    /** Ends a record that is a packet. */
    void endPacket() {
        end();
        waiting++;
    }

    /** How many packets wait here. */
    long waitingPackets() {
        return waiting;
    }

    /** How many packets were written, to their ends. */
    long writtenPackets() {
        return through;
    }

    /** How long the file is, what waits here included. */
    long fileBytes() {
        return base + used;
    }

    /** Lets nothing more be begun. */
    void shut() {
        mark = SHUT;
    }

    void release() {
        shut();
        arena.close();
    }

    /**
     * Makes room for a record of this length.
     *
     * @throws IllegalArgumentException if no buffer can be so long
     */
    void makeRoom(long recordBytes) throws IOException {
        if (used + recordBytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a record of " + recordBytes + " bytes (expected: less than 2 GiB)");
        }
        if (used >= mark) {
            if (inPieces && used - last <= USUAL_RECORD_BYTES) {
                drainPiece();
            } else {
                drain();
            }
        }
        if (recordBytes > memory.byteSize() - used) {
            drain();
            if (recordBytes > memory.byteSize() - used) {
                grow(used + recordBytes);
            }
        }
    }

    @SuppressWarnings("MustBeClosedChecker") // closed when it grows again, or with the writer
    private void grow(long least) {
        Arena larger = Arena.ofShared();
        try {
            memory = larger.allocate(least, LINE_BYTES);
        } catch (Throwable e) {
            larger.close();
            throw e;
        }
        arena.close();
        arena = larger;
        address = memory.address();
        bytes = memory.asByteBuffer();
    }

    /**
     * Writes all records, to their ends.
     *
     * @throws IOException if that fails; then {@link #cut} is to follow
     */
    void drain() throws IOException {
        write(used);
        advance(used, used);
        through += waiting;
        waiting = 0;
    }

    /** Writes up to the mark, which is in the last record or at its end. */
    private void drainPiece() throws IOException {
        write(mark);
        advance(used == mark ? used : last, mark);
        long left = used > front && layout.isPacket(memory, front, base + front == 0) ? 1 : 0;
        through += waiting - left;
        waiting = left;
    }

    private void write(long end) throws IOException {
        bytes.limit((int) end).position((int) (front + torn));
        output.write(bytes);
    }

    /** Lets it begin at a later record, or behind the last; all up to {@code written} was written. */
    private void advance(long to, long written) {
        long position = base + to;
        torn = written - to;
        front = position % LINE_BYTES;
        MemorySegment.copy(memory, to, memory, front, used - to);
        used += front - to;
        base = position - front;
        mark = inPieces ? front + torn + WRITE_BYTES - ((position + torn) % WRITE_BYTES) : WRITE_BYTES;
    }

    /**
     * After a write that failed: cuts the file behind the last whole record that got through, and lets nothing more be begun. The
     * packets that wait are lost.
     */
    void cut() throws IOException {
        long whole = front;
        while (whole < used) {
            boolean first = base + whole == 0;
            long next = whole + layout.recordBytes(memory, whole, first);
            if (next > bytes.position()) {
                break;
            }
            int packet = layout.isPacket(memory, whole, first) ? 1 : 0;
            waiting -= packet;
            through += packet;
            whole = next;
        }
        base += whole;
        front = 0;
        used = 0;
        shut();
        output.cutTo(base);
    }
}
