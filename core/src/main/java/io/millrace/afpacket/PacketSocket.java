package io.millrace.afpacket;

import io.millrace.ffi.CallState;
import io.millrace.ffi.Errno;
import io.millrace.ffi.IfPacket;
import io.millrace.ffi.LinuxFilter;
import io.millrace.ffi.SysMman;
import io.millrace.ffi.SysSocket;
import io.millrace.ffi.Unistd;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * A packet socket on one device ({@code packet(7)}), and the ring that is mapped to it. It receives nothing until it is
 * bound. Belongs to one thread.
 */
final class PacketSocket implements AutoCloseable {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT;
    private static final int SCRATCH_BYTES = 64;

    final NetworkDevice device;
    final int fd;
    final Arena arena = Arena.ofShared();
    final CallState state = new CallState(arena);

    private final MemorySegment scratch = arena.allocate(SCRATCH_BYTES, Long.BYTES);
    private @Nullable MemorySegment mapping;

    PacketSocket(NetworkDevice device) {
        this.device = device;
        fd = SysSocket.socket(state, IfPacket.AF_PACKET, SysSocket.SOCK_RAW | SysSocket.SOCK_CLOEXEC, 0);
        if (fd < 0) {
            arena.close();
            throw AfPacketException.of("open a packet socket", -fd);
        }
    }

    void bind(int protocol) {
        scratch.fill((byte) 0);
        scratch.set(SHORT, IfPacket.SLL_FAMILY, (short) IfPacket.AF_PACKET);
        scratch.set(SHORT, IfPacket.SLL_PROTOCOL, Short.reverseBytes((short) protocol)); // in network order
        scratch.set(INT, IfPacket.SLL_IFINDEX, device.index());
        int result = SysSocket.bind(state, fd, scratch, IfPacket.SOCKADDR_LL_BYTES);
        if (result == -Errno.ENODEV) {
            throw AfPacketException.noSuchDevice(device.name());
        }
        check(result, "capture on " + device.name());
    }

    void option(int option, int value, String doing) {
        check(tryOption(IfPacket.SOL_PACKET, option, value), doing);
    }

    /** Sets an option that holds an int; returns {@code -errno} if it failed. */
    int tryOption(int level, int option, int value) {
        scratch.set(INT, 0, value);
        return SysSocket.setsockopt(state, fd, level, option, scratch, Integer.BYTES);
    }

    /** Reads an option that holds an int; 0 if it failed. */
    int readOption(int level, int option) {
        scratch.set(INT, 0, 0);
        scratch.set(INT, Long.BYTES, Integer.BYTES);
        int result = SysSocket.getsockopt(state, fd, level, option, scratch, scratch.asSlice(Long.BYTES));
        return result < 0 ? 0 : scratch.get(INT, 0);
    }

    void attach(Program program) {
        try (Arena temporary = Arena.ofConfined()) {
            check(
                    SysSocket.setsockopt(
                            state,
                            fd,
                            SysSocket.SOL_SOCKET,
                            SysSocket.SO_ATTACH_FILTER,
                            program.write(temporary),
                            LinuxFilter.SOCK_FPROG_BYTES),
                    "attach a filter of " + program.length() + " instructions");
        }
    }

    void joinPromiscuous() {
        scratch.fill((byte) 0);
        scratch.set(INT, IfPacket.MR_IFINDEX, device.index());
        scratch.set(SHORT, IfPacket.MR_TYPE, (short) IfPacket.PACKET_MR_PROMISC);
        check(
                SysSocket.setsockopt(
                        state,
                        fd,
                        IfPacket.SOL_PACKET,
                        IfPacket.PACKET_ADD_MEMBERSHIP,
                        scratch,
                        IfPacket.PACKET_MREQ_BYTES),
                "switch " + device.name() + " to promiscuous mode");
    }

    /** Sets up a ring and maps it; it lives until {@link #close()}. */
    @SuppressWarnings("restricted") // the segment is exactly what the kernel mapped
    MemorySegment ring(Geometry geometry, int retireMillis) {
        MemoryLimit.check(geometry.bytes());
        option(IfPacket.PACKET_VERSION, geometry.version(), "choose the version of the ring");
        option(IfPacket.PACKET_RESERVE, VlanTag.BYTES, "reserve room for VLAN tags");
        scratch.fill((byte) 0);
        scratch.set(INT, IfPacket.REQ_BLOCK_SIZE, geometry.blockBytes());
        scratch.set(INT, IfPacket.REQ_BLOCK_NR, geometry.blocks());
        scratch.set(INT, IfPacket.REQ_FRAME_SIZE, geometry.frameBytes());
        scratch.set(INT, IfPacket.REQ_FRAME_NR, geometry.frames());
        scratch.set(INT, IfPacket.REQ3_RETIRE_BLK_TOV, retireMillis);
        int length =
                geometry.version() == IfPacket.TPACKET_V3 ? IfPacket.TPACKET_REQ3_BYTES : IfPacket.TPACKET_REQ_BYTES;
        String doing = "set up a ring of " + geometry.bytes() + " bytes on " + device.name();
        check(SysSocket.setsockopt(state, fd, IfPacket.SOL_PACKET, IfPacket.PACKET_RX_RING, scratch, length), doing);
        int access = SysMman.PROT_READ | SysMman.PROT_WRITE;
        long address = SysMman.mmap(state, geometry.bytes(), access, SysMman.MAP_SHARED, fd, 0);
        if (address < 0) {
            throw AfPacketException.of(doing, (int) -address);
        }
        mapping = MemorySegment.ofAddress(address).reinterpret(geometry.bytes());
        return mapping.reinterpret(arena, null);
    }

    private static void check(int result, String doing) {
        if (result < 0) {
            throw AfPacketException.of(doing, -result);
        }
    }

    /** Unmaps the ring: a reader that comes later meets an {@code IllegalStateException}. */
    @Override
    public void close() {
        arena.close();
        try (Arena last = Arena.ofConfined()) {
            CallState closing = new CallState(last);
            if (mapping != null) {
                int ignored = SysMman.munmap(closing, mapping);
            }
            int ignored = Unistd.close(closing, fd);
        }
    }
}
