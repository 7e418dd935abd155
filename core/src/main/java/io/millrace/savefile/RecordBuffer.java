package io.millrace.savefile;

import io.millrace.ffi.Memory;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Records that are still to be written, one behind the other; it begins with one.
 *
 * <p>It is written when it has 256 KiB. Where somebody may read along these are whole records. A file that has no name yet
 * is written in pieces that begin and end at multiples of 256 KiB, because the system's cache takes such in large pages, for
 * two thirds of the time: then the last record of a piece is torn, and stays here until the rest of it was written, too. So
 * whatever happens it is known where in the file the last whole record ends. Records lie as they will in the file, as far as
 * cache lines go: the system copies a piece faster whose beginning is that of a line.
 *
 * <p>Pieces of a file that has become long are {@linkplain WriteBehind written by another thread} while the next one is filled.
 *
 * <p>Everywhere in here a place is an address: to write to one takes a third of the time that a segment takes, because
 * nothing of it is looked up. All fields belong to who writes.
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

    /**
     * Just enough: what is torn is no longer than a usual record, up to where a line ends, and the last one begins before
     * the mark.
     */
    private static final int BUFFER_BYTES = WRITE_BYTES + (2 * USUAL_RECORD_BYTES);

    /** A shorter file is not worth a thread. */
    private static final int LONG_FILE_BYTES = 1 << 20;

    /** So many pieces behind: 2 MiB, because memory that another processor has just had is slow to fill. */
    private static final int BEHIND = 8;

    private static final long SHUT = -1;

    private final Output output;
    private final Layout layout;
    private final boolean inPieces;
    private @Nullable WriteBehind behind;

    /** Where records are put now. */
    private Chunk chunk = new Chunk(BUFFER_BYTES);

    /** Where the first record begins: less than a line from the chunk's bottom. */
    private long front;

    /** Where the last record begins. */
    private long last;

    /** Where it ends, and the next one begins. */
    private long next;

    /** When records end here, or behind it, they are written before the next one; {@link #SHUT} if there is to be none. */
    private long mark;

    /** How much of the first record was written already, or is being written. */
    private long torn;

    /** What an address and this make a place in the file. */
    private long base;

    /** Packets that end in the chunk. */
    private long waiting;

    /** Packets that end in chunks that are being written. */
    private long underway;

    private long through;

    RecordBuffer(Output output, Layout layout) {
        this.output = output;
        this.layout = layout;
        inPieces = output.takesPieces();
        begin(0);
        mark();
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
        return waiting + underway;
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
        if (behind != null) {
            behind.close();
        }
        chunk.release();
    }

    /**
     * Makes room for a record of this length.
     *
     * @throws IllegalArgumentException if no buffer can be so long
     */
    void makeRoom(long recordBytes) throws IOException {
        if (recordBytes > Integer.MAX_VALUE - Chunk.LINE_BYTES) {
            throw new IllegalArgumentException("a record of " + recordBytes + " bytes (expected: less than 2 GiB)");
        }
        if (next >= mark) {
            if (inPieces && next - last <= USUAL_RECORD_BYTES) {
                drainPiece();
            } else {
                drain();
            }
        }
        if (recordBytes > chunk.top - next) {
            drain();
            if (recordBytes > chunk.top - next) {
                Chunk larger = new Chunk(Chunk.LINE_BYTES + recordBytes);
                long position = base + next;
                chunk.release();
                chunk = larger;
                begin(position);
                mark();
            }
        }
    }

    /** Lets the next record, which is the first one, lie as it will in the file. */
    private void begin(long position) {
        front = chunk.bottom + (position % Chunk.LINE_BYTES);
        next = front;
        base = position - front;
    }

    /** Finds where what is written next is to end, if there is to be anything. */
    private void mark() {
        if (mark == SHUT) {
            return;
        }
        long written = front + torn;
        mark = inPieces ? written + WRITE_BYTES - ((base + written) % WRITE_BYTES) : chunk.bottom + WRITE_BYTES;
    }

    /**
     * Writes all records, to their ends.
     *
     * @throws IOException if that fails; then {@link #cut} is to follow
     */
    void drain() throws IOException {
        while (behind != null && behind.isBusy()) {
            behind.giveBack(confirmed(behind));
        }
        chunk.span(front + torn, next);
        output.write(chunk.bytes);
        advance(chunk, next, next);
        through += waiting;
        waiting = 0;
    }

    /** Writes up to the mark, which is in the last record or at its end. */
    private void drainPiece() throws IOException {
        long end = mark;
        long to = next == end ? next : last;
        long left = next > to && layout.isPacket(to, base + to == 0) ? 1 : 0;
        chunk.span(front + torn, end);
        if (base + end < LONG_FILE_BYTES) {
            output.write(chunk.bytes);
            advance(chunk, to, end);
            through += waiting - left;
        } else {
            if (behind == null) {
                behind = new WriteBehind(output, BEHIND, BUFFER_BYTES);
            }
            if (behind.isFull()) {
                behind.giveBack(confirmed(behind));
            }
            Chunk empty = behind.empty();
            chunk.keep(front, next, base, waiting - left);
            behind.write(chunk);
            underway += waiting - left;
            advance(empty, to, end);
        }
        waiting = left;
    }

    /**
     * The chunk that is written first. If it cannot be, it is the one to {@linkplain #cut}, and those after it were not
     * tried.
     */
    private Chunk confirmed(WriteBehind writer) throws IOException {
        Chunk written = writer.await();
        Throwable failure = written.failure;
        if (failure == null) {
            underway -= written.packets;
            through += written.packets;
            return written;
        }
        while (writer.isBusy()) {
            writer.giveBack(writer.await());
        }
        writer.giveBack(chunk);
        chunk = written;
        front = written.front;
        next = written.next;
        base = written.base;
        waiting += underway;
        underway = 0;
        throw new IOException(failure instanceof IOException ? failure.getMessage() : failure.toString(), failure);
    }

    /**
     * Lets it begin at a later record, or behind the last, in a chunk; all up to {@code written} was written, or is being
     * written.
     */
    private void advance(Chunk into, long to, long written) {
        long left = next - to;
        torn = written - to;
        chunk = into;
        begin(base + to);
        MemorySegment.copy(Memory.ALL, to, Memory.ALL, front, left);
        next += left;
        mark();
    }

    /**
     * After a write that failed: cuts the file behind the last whole record that got through, and lets nothing more be kept. The
     * packets that wait are lost.
     */
    void cut() throws IOException {
        long written = chunk.written();
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
