package io.millrace.savefile;

import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Copies packets from savefiles to others, with all that is told of them, as far as the format has room for it.
 *
 * <pre>{@code
 * try (SavefileCopy copy = SavefileCopy.to(SavefileFormat.PCAPNG, SavefileCopy.Terms.ALL)) {
 *     copy.begin(SavefileTarget.file(out));
 *     try (SavefileReader reader = SavefileReader.open(in)) {
 *         copy.attach(reader);
 *         while (reader.next()) {
 *             copy.packet(reader);
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>From pcapng to pcapng sections, interfaces, options and blocks of other kinds are kept; a packet that is not changed is
 * copied to the byte, whatever the units of its timestamp. A pcap file has room for packets of one link type only, and for
 * nothing else. Nothing is allocated for a packet without options.
 *
 * <p><b>Threads.</b> A copy belongs to one thread at a time.
 */
public abstract sealed class SavefileCopy implements AutoCloseable permits PcapCopy, PcapngCopy {
    /**
     * What is changed on the way.
     *
     * @param snaplen how many bytes of each packet are kept at the most
     * @param unit what timestamps count: {@link ChronoUnit#NANOS}, {@link ChronoUnit#MICROS}, or null for what they count in
     *     the file that is read
     * @param joined whether packets of several files take turns, which are one section then; interfaces of different files
     *     of which
     *     the same is told are one
     * @param section options of a section that no file has: where the files are joined, or are pcap
     * @param shiftNanos what is added to each timestamp
     * @param strictTime whether a packet whose time is earlier than that of the one before gets the latter
     */
    public record Terms(
            int snaplen,
            @Nullable ChronoUnit unit,
            boolean joined,
            Options section,
            long shiftNanos,
            boolean strictTime) {
        /** Everything, as it is. */
        public static final Terms ALL = new Terms(Integer.MAX_VALUE, null, false, Options.NONE, 0, false);

        public Terms {
            if (snaplen < 1) {
                throw new IllegalArgumentException("snaplen: " + snaplen + " (expected: at least 1)");
            }
            if (unit != null && unit != ChronoUnit.NANOS && unit != ChronoUnit.MICROS) {
                throw new IllegalArgumentException("unit: " + unit + " (expected: NANOS or MICROS)");
            }
        }
    }

    final Terms terms;
    private long packets;
    private long latest = Long.MIN_VALUE;
    private long moved;
    long coarsened;
    long leftOut;

    SavefileCopy(Terms terms) {
        this.terms = terms;
    }

    /** A copy that writes files of a format. */
    public static SavefileCopy to(SavefileFormat format, Terms terms) {
        return switch (format) {
            case PCAP -> new PcapCopy(terms);
            case PCAPNG -> new PcapngCopy(terms);
        };
    }

    /**
     * Begins a file, after the one before was ended. It is opened when the first packet is written. What was told of the
     * section and its interfaces before is told in it, too.
     */
    public abstract void begin(SavefileTarget target);

    /**
     * Ends the file that was begun, which has its name from now on. A file without packets is one, too.
     *
     * @throws SavefileException if it could not be written
     */
    public abstract void end();

    /**
     * Names a file that packets will come from: before the first is read, and after the files before were read, unless
     * joined.
     */
    public abstract void attach(SavefileReader reader);

    /**
     * Writes the packet that a reader stands on.
     *
     * @throws SavefileException if it cannot be written, or the format has no room for it
     */
    public final void packet(SavefileReader reader) {
        long nanos = nanos(reader);
        write(reader, nanos);
        packets++;
        if (reader.hasTime()) {
            moved += nanos == told(reader) ? 0 : 1;
            latest = nanos;
        }
    }

    /** Writes it with a time in nanoseconds since the epoch. */
    abstract void write(SavefileReader reader, long nanos);

    /** The time that the packet is written with on which a reader stands, in nanoseconds since the epoch. */
    public final long nanos(SavefileReader reader) {
        long told = told(reader);
        return terms.strictTime() ? Math.max(latest, told) : told;
    }

    private long told(SavefileReader reader) {
        return reader.timestampNanos() + terms.shiftNanos();
    }

    /** How many of the packets had a time earlier than that of the packet before, and do not have it any more. */
    public final long movedTimes() {
        return moved;
    }

    /** How many packets were written, to all files. */
    public final long packets() {
        return packets;
    }

    /** How long the present file is, in bytes before any compression. */
    public abstract long bytes();

    /** How many of the packets have a coarser time than they had, though no unit was asked for: a pcap file has one. */
    public final long coarsenedTimes() {
        return coarsened;
    }

    /**
     * How many blocks were not copied, because they are marked so, are damaged, or nobody knows how they are written in
     * another byte order.
     */
    public final long blocksLeftOut() {
        return leftOut;
    }

    /**
     * Ends the file that was begun last, if it was not ended.
     *
     * @throws SavefileException if it could not be written
     */
    @Override
    public final void close() {
        end();
    }
}
