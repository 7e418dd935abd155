package io.millrace.savefile;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.OptionalInt;

/**
 * The header of a pcap file ({@code pcap-savefile(5)}, {@code sf-pcap.c}).
 *
 * @param order the byte order of all numbers
 * @param major version of the format
 * @param minor version of the format
 * @param recordBytes how long the header of a packet is: 16, or 24 in the modified format of Alexey Kuznetsov
 * @param nanosPerUnit what a unit of the fraction of a timestamp is worth
 * @param linktype the LINKTYPE_ of all packets
 * @param snaplen the most bytes of a packet that were captured, as it claims
 * @param fcsBytes the length of the frame check sequence of each packet, if it is told
 */
record PcapHeader(
        ByteOrder order,
        int major,
        int minor,
        int recordBytes,
        int nanosPerUnit,
        int linktype,
        int snaplen,
        OptionalInt fcsBytes) {
    static final int BYTES = 24;
    static final int RECORD_BYTES = 16;
    static final int MAGIC_MICROS = 0xa1b2c3d4;
    static final int MAGIC_NANOS = 0xa1b23c4d;
    static final int MAJOR = 2;
    static final int MINOR = 4;

    private static final int MAGIC_MODIFIED = 0xa1b2cd34;
    private static final int MODIFIED_RECORD_BYTES = 24;
    private static final int NANOS_PER_MICRO = 1_000;

    private static final int FCS_IS_KNOWN = 0x0400_0000;
    private static final int FCS_SHIFT = 28;
    private static final int FCS_UNIT_BYTES = 2;
    private static final int LINKTYPE_MASK = 0xffff;

    /** DG/UX's tcpdump wrote this version. */
    private static final int MAJOR_DG_UX = 543;

    /** Whether a magic number, in the byte order of this machine, begins a pcap file. */
    static boolean isMagic(int magic) {
        return isOurs(magic) || isOurs(Integer.reverseBytes(magic));
    }

    private static boolean isOurs(int magic) {
        return magic == MAGIC_MICROS || magic == MAGIC_NANOS || magic == MAGIC_MODIFIED;
    }

    /** Reads a header whose magic number is one. */
    static PcapHeader read(MemorySegment memory, long at) {
        int magic = memory.get(JAVA_INT_UNALIGNED, at);
        boolean swapped = !isOurs(magic);
        magic = swapped ? Integer.reverseBytes(magic) : magic;
        ByteOrder order = swapped == (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN)
                ? ByteOrder.BIG_ENDIAN
                : ByteOrder.LITTLE_ENDIAN;
        int link = memory.get(JAVA_INT_UNALIGNED.withOrder(order), at + 20);
        return new PcapHeader(
                order,
                Short.toUnsignedInt(memory.get(JAVA_SHORT_UNALIGNED.withOrder(order), at + 4)),
                Short.toUnsignedInt(memory.get(JAVA_SHORT_UNALIGNED.withOrder(order), at + 6)),
                magic == MAGIC_MODIFIED ? MODIFIED_RECORD_BYTES : RECORD_BYTES,
                magic == MAGIC_NANOS ? 1 : NANOS_PER_MICRO,
                link & LINKTYPE_MASK,
                memory.get(JAVA_INT_UNALIGNED.withOrder(order), at + 16),
                (link & FCS_IS_KNOWN) == 0
                        ? OptionalInt.empty()
                        : OptionalInt.of((link >>> FCS_SHIFT) * FCS_UNIT_BYTES));
    }

    /** The word of the header that tells the link type, and the frame check sequence if that is known. */
    static int link(InterfaceDescription description) {
        OptionalInt fcs = description.fcsBytes();
        return description.linktype()
                | (fcs.isPresent() ? FCS_IS_KNOWN | ((fcs.getAsInt() / FCS_UNIT_BYTES) << FCS_SHIFT) : 0);
    }

    /** Whether libpcap knows the version: 2.0 to 2.4, and one more. */
    boolean isKnown() {
        return (major == MAJOR && minor <= MINOR) || (major == MAJOR_DG_UX && minor == 0);
    }

    /** Whether all packets have their two lengths the other way round: before 2.3 they did. */
    boolean hasLengthsSwapped() {
        return major == MAJOR_DG_UX || minor < 3;
    }

    /** Whether some have, which shows where the captured length would be the longer one: 2.3 was written both ways. */
    boolean mayHaveLengthsSwapped() {
        return major == MAJOR && minor == 3;
    }
}
