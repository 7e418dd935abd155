package io.millrace.savefile;

import io.millrace.ffi.Memory;
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
 * <p>Everywhere in here a place is an address: to write to one takes a third of the time that a segment takes, because nothing of it
 * is looked up. All fields belong to who writes.
 */
final class RecordBuffer {
    /** What the file's format says of the record that begins somewhere in memory. */
    interface Layout {
        /** How long it is. */
        long recordBytes(long at, boolean firstOfFile);

        /** Whether it is a packet. */
        boolean isPacket(long at, boolean firstOfFile);
    }

    private static final int WRITE_BYTES = 256 << 10;

    /** Records that are longer make room for themselves: so much of the buffer is beyond where a piece ends. */
    private static final int USUAL_RECORD_BYTES = 128 << 10;

    /** Just enough: what is torn is no longer than a usual record, up to where a line ends, and the last one begins before the mark. */
    private static final int BUFFER_BYTES = WRITE_BYTES + (2 * USUAL_RECORD_BYTES);

    /** A cache line. */
    private static final int LINE_BYTES = 64;

    private static final long SHUT = -1;

    private final Output output;
    private final Layout layout;
    private final boolean inPieces;
    private Arena arena = Arena.ofShared();

    /** The memory as it is written; at its end where that stopped. */
    private ByteBuffer bytes;

    /** Where the memory begins, and where it ends. */
    private long bottom;

    private long top;

    /** Where the first record begins: less than a line from the bottom. */
    private long front;

    /** Where the last record begins. */
    private long last;

    /** Where it ends, and the next one begins. */
    private long next;

    /** When records end here, or behind it, they are written before the next one; {@link #SHUT} if there is to be none. */
    private long mark;

    /** How much of the first record was written already. */
    private long torn;

    /** What an address and this make a place in the file. */
    private long base;

    private long waiting;
    private long through;

    @SuppressWarnings("MustBeClosedChecker") // closed with the writer
    RecordBuffer(Output output, Layout layout) {
        this.output = output;
        this.layout = layout;
        inPieces = output.takesPieces();
        MemorySegment memory = arena.allocate(BUFFER_BYTES, LINE_BYTES);
        bytes = memory.asByteBuffer();
        bottom = memory.address();
        top = bottom + BUFFER_BYTES;
        begin(0);
        mark = bottom + WRITE_BYTES;
    }

    /** Whether a record of this length needs {@link #makeRoom} first. */
    boolean isFull(long recordBytes) {
        return next >= mark || recordBytes > USUAL_RECORD_BYTES;
    }

    /** Where the next record begins. */
    long next() {
        return next;
    }

    /** Keeps the record that was put there. */
    void add(long recordBytes) {
        long at = next;
        last = at;
        next = at + recordBytes;
    }

    /** Keeps a record that is a packet. */
    void addPacket(long recordBytes) {
        add(recordBytes);
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
        return base + next;
    }

    /** Lets nothing more be kept. */
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
        if (next - bottom + recordBytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a record of " + recordBytes + " bytes (expected: less than 2 GiB)");
        }
        if (next >= mark) {
            if (inPieces && next - last <= USUAL_RECORD_BYTES) {
                drainPiece();
            } else {
                drain();
            }
        }
        if (recordBytes > top - next) {
            drain();
            if (recordBytes > top - next) {
                grow(next - bottom + recordBytes);
            }
        }
    }

    /** Nothing is in it. */
    @SuppressWarnings("MustBeClosedChecker") // closed when it grows again, or with the writer
    private void grow(long least) {
        Arena larger = Arena.ofShared();
        MemorySegment memory;
        try {
            memory = larger.allocate(least, LINE_BYTES);
        } catch (Throwable e) {
            larger.close();
            throw e;
        }
        arena.close();
        arena = larger;
        bytes = memory.asByteBuffer();
        long moved = memory.address() - bottom;
        bottom += moved;
        top = bottom + least;
        mark += moved;
        begin(base + next);
    }

    /** Lets the next record, which is the first one, lie as it will in the file. */
    private void begin(long position) {
        front = bottom + (position % LINE_BYTES);
        next = front;
        base = position - front;
    }

    /**
     * Writes all records, to their ends.
     *
     * @throws IOException if that fails; then {@link #cut} is to follow
     */
    void drain() throws IOException {
        write(next);
        advance(next, next);
        through += waiting;
        waiting = 0;
    }

    /** Writes up to the mark, which is in the last record or at its end. */
    private void drainPiece() throws IOException {
        write(mark);
        advance(next == mark ? next : last, mark);
        long left = next > front && layout.isPacket(front, base + front == 0) ? 1 : 0;
        through += waiting - left;
        waiting = left;
    }

    private void write(long end) throws IOException {
        bytes.limit((int) (end - bottom)).position((int) (front + torn - bottom));
        output.write(bytes);
    }

    /** Lets it begin at a later record, or behind the last; all up to {@code written} was written. */
    private void advance(long to, long written) {
        long left = next - to;
        begin(base + to);
        MemorySegment.copy(Memory.ALL, to, Memory.ALL, front, left);
        next += left;
        torn = written - to;
        long position = base + front + torn;
        mark = inPieces ? front + torn + WRITE_BYTES - (position % WRITE_BYTES) : bottom + WRITE_BYTES;
    }

    /**
     * After a write that failed: cuts the file behind the last whole record that got through, and lets nothing more be kept. The
     * packets that wait are lost.
     */
    void cut() throws IOException {
        long written = bottom + bytes.position();
        long whole = front;
        while (whole < next) {
            boolean first = base + whole == 0;
            long end = whole + layout.recordBytes(whole, first);
            if (end > written) {
                break;
            }
            int packet = layout.isPacket(whole, first) ? 1 : 0;
            waiting -= packet;
            through += packet;
            whole = end;
        }
        begin(base + whole);
        shut();
        output.cutTo(fileBytes());
    }
}
