package io.millrace.savefile;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import io.millrace.protocol.Burst;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a savefile, packet by packet: a cursor that stands on the packet last read. Its bytes are borrowed
 * until the next step. Nothing is allocated for a packet.
 *
 * <pre>{@code
 * try (SavefileReader reader = SavefileReader.open(file)) {
 *     while (reader.next()) {
 *         use(reader.memory(), reader.offset(), reader.caplen());
 *     }
 * }
 * }</pre>
 *
 * <p>A file that is damaged gives every packet before the damage; then each further step is the same
 * {@link SavefileException}, which tells what is wrong at which byte. No field of a file makes a reader allocate more than
 * has been read.
 *
 * <p><b>How it works.</b> The {@link Window} is the part of the file that lies in memory. As long as a whole record lies in it,
 * a step is a few loads and compares; whatever does not look like that goes to a cold path, which moves the window and finds
 * out what is the matter.
 *
 * <p><b>Threads.</b> All fields belong to the thread that reads, which may change between calls if they happen one after the
 * other. {@link #wake()} is for any thread.
 */
public abstract sealed class SavefileReader implements AutoCloseable permits PcapReader, PcapngReader {
    /** What a step came to. */
    public enum Step {
        /** The reader stands on a packet. */
        PACKET,
        /** No packet came within the time, or {@link #wake()} was called. */
        NOTHING_YET,
        /** There is no further packet. */
        END
    }

    /** The name that stands for standard input. */
    static final String STANDARD_INPUT = "-";

    /** The most bytes of a packet that any link type allows ({@code pcap-int.h}). */
    static final int MAX_CAPLEN = 128 << 20;

    final Window window;

    // The window, as it was when it was last moved; the next record or block begins at `at`.
    MemorySegment memory = MemorySegment.NULL;
    long at;
    long limit;
    boolean swapped;

    // The packet that the reader stands on.
    long packet;
    int caplen;
    int len;
    long timestampNanos;

    @Nullable
    InterfaceDescription from;

    /** How many bytes behind the window are to be passed over before anything is read. */
    private long toPass;

    SavefileReader(Window window, long at) {
        this.window = window;
        this.at = at;
        memory = window.memory;
        limit = window.limit;
    }

    /**
     * Opens a file. What is no regular file, a pipe for one, is read as a stream, as are compressed files.
     *
     * @throws SavefileException if it cannot be read, or is no savefile
     */
    public static SavefileReader open(Path file) {
        return Opening.open(file, false, Means.usual());
    }

    /**
     * Opens a file by its name; {@code -} is standard input, which nobody else may read meanwhile.
     *
     * @throws SavefileException if it cannot be read, or is no savefile
     */
    public static SavefileReader named(String name) {
        return named(name, Means.usual());
    }

    static SavefileReader named(String name, Means means) {
        return name.equals(STANDARD_INPUT)
                ? Opening.of(new FileInputStream(FileDescriptor.in), "standard input", means)
                : Opening.open(Path.of(name), false, means);
    }

    /**
     * Opens a file that still grows: its end is never reached, more is waited for.
     *
     * @throws SavefileException if it cannot be read, is no savefile, or is compressed
     */
    public static SavefileReader follow(Path file) {
        return Opening.open(file, true, Means.usual());
    }

    /**
     * Reads a stream, compressed or not, by a thread of its own; the stream is closed at its end.
     *
     * @param name how it is named in messages
     * @throws SavefileException if it cannot be read, or is no savefile
     */
    public static SavefileReader of(InputStream in, String name) {
        return Opening.of(in, name, Means.usual());
    }

    /** How the file is named in messages: its path as it was given. */
    public final String name() {
        return window.name;
    }

    /** What kind of savefile it is. */
    public abstract SavefileFormat format();

    /** What the header of the section says in which the reader stands. */
    public abstract Section section();

    /** The interfaces that were described so far in the section, by their numbers. */
    public abstract List<InterfaceDescription> interfaces();

    /**
     * Reads on until an interface is described; others that follow it at once are, too.
     *
     * @return false if there is none, and so no packet
     * @throws SavefileException if the file is damaged before that
     */
    public abstract boolean findInterface();

    /**
     * Gives each block that is no packet to a listener, from now on, when the reader comes to it; those of a section's header
     * and of its interfaces too. A block that is longer than any packet is left out. A pcap file has none.
     */
    public abstract void onBlock(Consumer<Block> listener);

    /**
     * Goes to the next packet. Waits for it where the file is a stream, or is followed.
     *
     * @return false if there is none
     * @throws SavefileException if the file is damaged, cannot be read further, or the thread was interrupted while it waited
     */
    public final boolean next() {
        Step step = step(Window.FOR_EVER);
        while (step == Step.NOTHING_YET) {
            requireNoInterrupt();
            step = step(Window.FOR_EVER);
        }
        return step == Step.PACKET;
    }

    final void requireNoInterrupt() {
        if (Thread.currentThread().isInterrupted()) {
            throw new SavefileException(window.name + ": the thread that reads it was interrupted");
        }
    }

    /**
     * Goes to the next packet, if it comes in time.
     *
     * @param waitNanos how long to wait for it where the file is a stream, or is followed
     * @throws SavefileException if the file is damaged, or cannot be read further
     */
    public abstract Step step(long waitNanos);

    /**
     * Puts the packet that the reader stands on into a burst, and those behind it that came by the same interface, as far as
     * they lie in memory already; then it stands on the last of them. Their bytes are borrowed until the next step.
     *
     * @param most how many packets at the most, 1 to {@link Burst#MOST}
     */
    public final void gather(Burst into, int most) {
        into.put(0, memory.address() + packet, caplen, len, timestampNanos);
        into.count(1);
        if (most > 1) {
            further(into, most);
        }
    }

    abstract void further(Burst into, int most);

    /** Memory that holds the packet the reader stands on. */
    public final MemorySegment memory() {
        return memory;
    }

    /** Where the packet begins in it, in bytes. */
    public final long offset() {
        return packet;
    }

    /** Its captured length in bytes. */
    public final int caplen() {
        return caplen;
    }

    /** Its length on the wire in bytes, as the file says: of a file that lies it may be less than the captured length. */
    public final int len() {
        return len;
    }

    /** Its time in nanoseconds since the epoch; 0 for a simple packet block, which has none. */
    public final long timestampNanos() {
        return timestampNanos;
    }

    /** Whether the packet has a time: a simple packet block has none. */
    public abstract boolean hasTime();

    /** The interface that it was captured on. */
    public final InterfaceDescription packetInterface() {
        InterfaceDescription described = from;
        if (described == null) {
            throw new IllegalStateException(window.name + ": no packet was read yet");
        }
        return described;
    }

    /** The number of that interface in its section. */
    public abstract int interfaceId();

    /**
     * The options of the packet, read anew at each call.
     *
     * @throws SavefileException if they are damaged
     */
    public abstract Options options();

    /**
     * Where the record or block of the packet that the reader stands on begins in the file, in bytes; of a compressed file,
     * when decompressed.
     */
    public abstract long position();

    /** Whether the packet may have options; where it has none there is no need to ask for them. */
    public abstract boolean hasOptions();

    /** How far the file was read, in bytes; of a compressed file, when decompressed. */
    public final long readBytes() {
        return window.base + at;
    }

    /** How long the file is now, in bytes; -1 if that is not known. */
    public final long sizeBytes() {
        return window.size();
    }

    /** Lets a step that waits come to {@link Step#NOTHING_YET}, or the next one that would. For any thread. */
    public final void wake() {
        window.wake();
    }

    /** Gives the file back; the packet that was borrowed last is dead. */
    @Override
    public final void close() {
        window.close();
    }

    /** Reads into what somebody lends from now on, as far as that goes. */
    final void readInto(Tray.Lender lender) {
        window.readInto(lender);
    }

    final int int32(MemorySegment bytes, long offset) {
        int value = bytes.get(JAVA_INT_UNALIGNED, offset);
        return swapped ? Integer.reverseBytes(value) : value;
    }

    /** Passes over bytes, be they there or not. */
    final void pass(long bytes) {
        long there = Math.min(bytes, limit - at);
        at += there;
        toPass = bytes - there;
    }

    /** Moves the window so that it has so many bytes of the next record; false if they are not there. */
    final boolean fill(long wanted, long waitNanos) {
        if (toPass > 0) {
            toPass -= window.skip(toPass);
            at = limit;
        }
        slide(wanted, waitNanos);
        while (toPass > 0 && limit > at) {
            pass(toPass);
            slide(wanted, waitNanos);
        }
        return toPass == 0 && limit - at >= wanted;
    }

    private void slide(long wanted, long waitNanos) {
        if (limit - at < wanted) {
            try {
                window.slide(at, wanted, waitNanos);
            } finally { // it may have moved, and then failed
                at = window.at;
                memory = window.memory;
                limit = window.limit;
            }
        }
    }

    /** What it means that bytes are missing: they may come, nothing was begun, or the file was cut. */
    final Step starved(long wanted, String what) {
        if (!window.ended) {
            return Step.NOTHING_YET;
        }
        long left = limit - at;
        if (left == 0 && toPass == 0) {
            return Step.END;
        }
        throw damaged(
                toPass > 0
                        ? "the file is truncated: it ends " + toPass + " bytes before " + what + " does"
                        : "the file is truncated: " + what + " needs " + wanted + " bytes, of which " + left
                                + (left == 1 ? " is" : " are") + " there");
    }

    /** A failure at the next record or block. */
    final SavefileException damaged(String what) {
        return new SavefileException(window.name, window.base + at, what);
    }
}
