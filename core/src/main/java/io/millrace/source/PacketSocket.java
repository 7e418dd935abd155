package io.millrace.source;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.millrace.ffi.BpfInstruction;
import io.millrace.ffi.CallState;
import io.millrace.ffi.Errno;
import io.millrace.ffi.LinuxFilter;
import io.millrace.ffi.NetIf;
import io.millrace.ffi.Platform;
import io.millrace.ffi.SysSocket;
import io.millrace.ffi.Unistd;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The {@code packet(7)} socket under a libpcap handle on Linux, for what libpcap does not offer: to start and stop the
 * kernel's queueing without losing count of a single packet.
 *
 * <p>Binding a packet socket to another protocol takes it off the receive path, and the kernel returns from that only when
 * no processor is delivering to it any more ({@code synchronize_net} in {@code packet_do_bind}). So after
 * {@code bind(NO_PROTOCOL)} the counters are at rest, and what lies in the ring is all there will be. Belongs to the thread
 * that owns the handle.
 */
final class PacketSocket {
    static final int ETH_P_ALL = 0x0003;

    private static final int AF_PACKET = 17;

    /** {@code struct sockaddr_ll}: family, protocol in network order, interface, and what a bind ignores. */
    private static final int SOCKADDR_LL_BYTES = 20;

    private static final long SLL_PROTOCOL = 2;
    private static final long SLL_IFINDEX = 4;

    private final int fd;
    private final CallState state;
    private final MemorySegment address;
    private final MemorySegment number;
    private final MemorySegment device;

    private PacketSocket(int fd, Arena arena) {
        this.fd = fd;
        state = new CallState(arena);
        address = arena.allocate(SOCKADDR_LL_BYTES, 8);
        number = arena.allocate(JAVA_INT);
        device = arena.allocate(NetIf.IFREQ_BYTES, Long.BYTES);
    }

    /** The socket behind a handle's descriptor; null if it is something else. */
    static @Nullable PacketSocket of(int fd, Arena arena) {
        if (Platform.CURRENT != Platform.LINUX || fd < 0) {
            return null;
        }
        PacketSocket socket = new PacketSocket(fd, arena);
        return socket.readAddress() && socket.address.get(JAVA_SHORT, 0) == AF_PACKET ? socket : null;
    }

    private boolean readAddress() {
        number.set(JAVA_INT, 0, SOCKADDR_LL_BYTES);
        return SysSocket.getsockname(state, fd, address, number) == 0;
    }

    /**
     * Whether the device was removed: the kernel first forgets its number, which is when libpcap fails, and then sets the
     * socket's interface to -1, for good.
     */
    boolean deviceGone() {
        if (!readAddress()) {
            return false;
        }
        int index = address.get(JAVA_INT, SLL_IFINDEX);
        return index == -1 || (index > 0 && !isKnown(index));
    }

    private boolean isKnown(int index) {
        device.set(JAVA_INT, NetIf.IFR_UNION, index);
        return Unistd.ioctl(state, fd, NetIf.SIOCGIFNAME, device) != -Errno.ENODEV;
    }

    /** Queues packets of this EtherType only, from here on; fails silently when the device is gone: none come then. */
    void bind(int protocol) {
        if (readAddress()) {
            address.set(
                    JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN).withByteAlignment(1), SLL_PROTOCOL, (short) protocol);
            SysSocket.bind(state, fd, address, SOCKADDR_LL_BYTES);
            takeError();
        }
    }

    /** The error that waits on the socket, which it then forgets: {@code ENETDOWN} when the device went down; or 0. */
    int takeError() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment error = arena.allocate(JAVA_INT);
            number.set(JAVA_INT, 0, (int) JAVA_INT.byteSize());
            int result = SysSocket.getsockopt(state, fd, SysSocket.SOL_SOCKET, SysSocket.SO_ERROR, error, number);
            return result < 0 ? -result : error.get(JAVA_INT, 0);
        }
    }

    /** The program the kernel runs for every packet, packed as {@link io.millrace.pcap.PcapFilter} tells; empty if none. */
    long[] filter() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment program = arena.allocate((long) LinuxFilter.BPF_MAXINSNS * LinuxFilter.SOCK_FILTER_BYTES, 8);
            number.set(JAVA_INT, 0, LinuxFilter.BPF_MAXINSNS);
            int result =
                    SysSocket.getsockopt(state, fd, SysSocket.SOL_SOCKET, SysSocket.SO_GET_FILTER, program, number);
            long[] packed = new long[result < 0 ? 0 : number.get(JAVA_INT, 0)];
            for (int i = 0; i < packed.length; i++) {
                packed[i] = BpfInstruction.read(program, (long) i * LinuxFilter.SOCK_FILTER_BYTES);
            }
            return packed;
        }
    }

    /** Gives the kernel a program to run for every packet; returns 0 or {@code -errno}. */
    int attach(long[] packed) {
        if (packed.length > LinuxFilter.BPF_MAXINSNS) {
            return -Errno.EINVAL;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment program = BpfInstruction.program(arena, packed);
            return SysSocket.setsockopt(
                    state, fd, SysSocket.SOL_SOCKET, SysSocket.SO_ATTACH_FILTER, program, LinuxFilter.SOCK_FPROG_BYTES);
        }
    }
}
