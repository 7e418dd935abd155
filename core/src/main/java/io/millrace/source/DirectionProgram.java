package io.millrace.source;

import io.millrace.ffi.BpfInstruction;
import io.millrace.ffi.IfPacket;
import io.millrace.ffi.LinuxFilter;
import io.millrace.pcap.PcapDirection;

/**
 * What {@code linux_check_direction_ll} of pcap-linux.c does in user space, as a program for the kernel to run before the
 * filter. Done there, a packet of the wrong direction is never counted as received, and the books can balance.
 *
 * <p>Besides the direction asked for, libpcap leaves out what would be seen twice: packets going out of the loopback device,
 * which come in again, and CAN frames going out, which their stack sends back.
 */
final class DirectionProgram {
    /** Offsets from {@code SKF_AD_OFF}: not bytes of the packet but what the kernel knows of it. */
    private static final int AD_PROTOCOL = -0x1000;

    private static final int AD_IFINDEX = -0x1000 + 8;

    private static final int LOOPBACK_IFINDEX = 1;
    private static final int ETH_P_CAN = 0x000c;
    private static final int ETH_P_CANFD = 0x000d;

    /** The filter that accepts all of every packet. */
    static final long[] ACCEPT = {BpfInstruction.pack(LinuxFilter.RETURN_CONSTANT, 0, 0, -1)};

    private DirectionProgram() {}

    /** A program that rejects packets of the wrong direction and leaves the others to {@code filter}. */
    static long[] before(long[] filter, PcapDirection direction) {
        long[] check = switch (direction) {
            case IN -> IN;
            case OUT -> OUT;
            case INOUT -> INOUT;
        };
        long[] program = new long[check.length + filter.length];
        System.arraycopy(check, 0, program, 0, check.length);
        System.arraycopy(filter, 0, program, check.length, filter.length);
        return program;
    }

    private static final long REJECT = BpfInstruction.pack(LinuxFilter.RETURN_CONSTANT, 0, 0, 0);

    private static final long[] IN = {
        load(LinuxFilter.PACKET_TYPE_OFFSET), unlessEqual(IfPacket.PACKET_OUTGOING, 1), REJECT
    };

    private static final long[] OUT = {
        load(LinuxFilter.PACKET_TYPE_OFFSET),
        ifEqual(IfPacket.PACKET_OUTGOING, 1),
        REJECT,
        load(AD_IFINDEX),
        unlessEqual(LOOPBACK_IFINDEX, 1),
        REJECT
    };

    private static final long[] INOUT = {
        load(LinuxFilter.PACKET_TYPE_OFFSET),
        unlessEqual(IfPacket.PACKET_OUTGOING, 6),
        load(AD_IFINDEX),
        ifEqual(LOOPBACK_IFINDEX, 3),
        load(AD_PROTOCOL),
        ifEqual(ETH_P_CAN, 1),
        unlessEqual(ETH_P_CANFD, 1),
        REJECT
    };

    private static long load(int what) {
        return BpfInstruction.pack(LinuxFilter.LOAD_WORD_ABSOLUTE, 0, 0, what);
    }

    private static long ifEqual(int value, int skip) {
        return BpfInstruction.pack(LinuxFilter.JUMP_IF_EQUAL, skip, 0, value);
    }

    private static long unlessEqual(int value, int skip) {
        return BpfInstruction.pack(LinuxFilter.JUMP_IF_EQUAL, 0, skip, value);
    }
}
