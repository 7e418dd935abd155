package io.millrace.savefile;

import io.millrace.protocol.Linktype;
import java.nio.ByteBuffer;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * An interface that packets of a savefile were captured on ({@code IDB}). A pcap file has one, whose name nobody knows.
 * Immutable.
 */
public final class InterfaceDescription {
    static final int BODY_BYTES = 8;

    private final int linktype;
    private final int snaplen;
    private final OptionalInt fcsBytes;
    private final Options options;
    private final Timescale timescale;

    /** Known from the beginning: where packets of several interfaces take turns they are looked up for each. */
    private final int hash;

    private InterfaceDescription(
            int linktype, int snaplen, OptionalInt fcsBytes, Options options, Timescale timescale) {
        this.linktype = linktype;
        this.snaplen = snaplen;
        this.fcsBytes = fcsBytes;
        this.options = options;
        this.timescale = timescale;
        hash = (31 * ((31 * linktype) + snaplen)) + options.hashCode();
    }

    /**
     * An interface to be written.
     *
     * @param linktype the LINKTYPE_ of its packets, 0 to 65,535
     * @param snaplen the most bytes of a packet that were captured; 0 for no limit
     * @param unit what timestamps count: {@link ChronoUnit#NANOS} or {@link ChronoUnit#MICROS}
     * @param options what else is known of it
     */
    public static InterfaceDescription of(int linktype, int snaplen, ChronoUnit unit, Options options) {
        return of(linktype, snaplen, OptionalInt.empty(), unit, options);
    }

    private static InterfaceDescription of(
            int linktype, int snaplen, OptionalInt fcsBytes, ChronoUnit unit, Options options) {
        Options all = options;
        int resolution = Timescale.MICROSECONDS;
        if (unit == ChronoUnit.NANOS) {
            resolution = Timescale.NANOSECONDS;
            all = options.with(OptionCode.IF_TSRESOL, (byte) Timescale.NANOSECONDS);
        }
        return new InterfaceDescription(linktype, snaplen, fcsBytes, all, Timescale.of(resolution, 0));
    }

    /** The interface of a pcap file, with the options that say of it what the file's header says. */
    static InterfaceDescription ofPcap(int linktype, int snaplen, OptionalInt fcsBytes, ChronoUnit unit) {
        Options options =
                fcsBytes.isEmpty() ? Options.NONE : Options.NONE.with(OptionCode.IF_FCSLEN, (byte) fcsBytes.getAsInt());
        return of(linktype, snaplen, fcsBytes, unit, options);
    }

    /**
     * The same, where packets are cut or their times are told in other units.
     *
     * @param atMost the most bytes of a packet
     * @param unit the unit of times; null for that which they have
     */
    InterfaceDescription with(int atMost, @Nullable ChronoUnit unit) {
        int least = snaplen == 0 || Integer.compareUnsigned(snaplen, atMost) > 0 ? atMost : snaplen;
        int kept = atMost == Integer.MAX_VALUE ? snaplen : least;
        if (unit == null) {
            return kept == snaplen ? this : withSnaplen(kept);
        }
        Options others = options.without(OptionCode.IF_TSRESOL).without(OptionCode.IF_TSOFFSET);
        return of(linktype, kept, fcsBytes, unit, others);
    }

    /**
     * The same, whose timestamps count another unit.
     *
     * @param unit {@link ChronoUnit#NANOS} or {@link ChronoUnit#MICROS}
     */
    public InterfaceDescription withUnit(ChronoUnit unit) {
        return with(Integer.MAX_VALUE, unit);
    }

    InterfaceDescription withSnaplen(int bytes) {
        return new InterfaceDescription(linktype, bytes, fcsBytes, options, timescale);
    }

    /** Whether all that is told of them is the same. */
    @Override
    public boolean equals(Object other) {
        return other instanceof InterfaceDescription that
                && linktype == that.linktype
                && snaplen == that.snaplen
                && options.equals(that.options);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** The link type and the options, for people. */
    @Override
    public String toString() {
        return Linktype.name(linktype) + " " + options;
    }

    /** @throws IllegalArgumentException if its options are damaged */
    static InterfaceDescription of(Block block) {
        ByteBuffer body = block.buffer();
        int linktype = Short.toUnsignedInt(body.getShort());
        body.getShort(); // reserved
        int snaplen = body.getInt();
        Options options = Options.read(body);
        int resolution = (int) number(options, OptionCode.IF_TSRESOL, Byte.BYTES, Timescale.MICROSECONDS);
        if (!Timescale.isPossible(resolution)) {
            throw new IllegalArgumentException("if_tsresol: " + resolution
                    + " (expected: 0 to 19 for powers of ten, 128 to 191 for powers of two)");
        }
        long offsetSeconds = number(options, OptionCode.IF_TSOFFSET, Long.BYTES, 0);
        OptionalInt fcsBytes = options.first(OptionCode.IF_FCSLEN)
                .map(option -> OptionalInt.of((int) option.number()))
                .orElse(OptionalInt.empty());
        return new InterfaceDescription(linktype, snaplen, fcsBytes, options, Timescale.of(resolution, offsetSeconds));
    }

    /** What timestamps mean must not be guessed: an option of the wrong length is damage. */
    private static long number(Options options, int code, int bytes, long otherwise) {
        Optional<Option> option = options.first(code);
        if (option.isPresent() && option.get().length() != bytes) {
            throw new IllegalArgumentException(
                    "option " + code + " has " + option.get().length() + " bytes (expected: " + bytes + ")");
        }
        return option.map(Option::number).orElse(otherwise);
    }

    /** The link-layer type of its packets: see {@link io.millrace.protocol.Linktype}. */
    public int linktype() {
        return linktype;
    }

    /** The most bytes of a packet that were captured, unsigned; 0 if there was no limit. What a file says need not be so. */
    public int snaplen() {
        return snaplen;
    }

    /** How long the frame check sequence at the end of its packets is in bytes, where that is told. */
    public OptionalInt fcsBytes() {
        return fcsBytes;
    }

    /** Its name, description, filter and whatever else is told. */
    public Options options() {
        return options;
    }

    /** Whether its timestamps are finer than microseconds. */
    public boolean hasNanoseconds() {
        return timescale.isFinerThanMicroseconds();
    }

    Timescale timescale() {
        return timescale;
    }
}
