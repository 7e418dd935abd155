package io.millrace.afpacket;

import io.millrace.ffi.CallState;
import io.millrace.ffi.NetIf;
import io.millrace.ffi.SysSocket;
import io.millrace.ffi.Unistd;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Asks the kernel about devices, with {@code ioctl} on a socket of its own. Belongs to one thread. */
final class DeviceQuery implements AutoCloseable {
    private final Arena arena = Arena.ofConfined();
    private final CallState state = new CallState(arena);
    private final MemorySegment request = arena.allocate(NetIf.IFREQ_BYTES, Long.BYTES);
    private final int fd;

    DeviceQuery() {
        fd = SysSocket.socket(state, NetIf.AF_INET, SysSocket.SOCK_DGRAM | SysSocket.SOCK_CLOEXEC, 0);
        if (fd < 0) {
            arena.close();
            throw AfPacketException.of("ask about devices", -fd);
        }
    }

    Optional<NetworkDevice> device(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || bytes.length >= NetIf.IFNAMSIZ) {
            return Optional.empty();
        }
        request.fill((byte) 0);
        MemorySegment.copy(bytes, 0, request, ValueLayout.JAVA_BYTE, 0, bytes.length);
        if (!ask(NetIf.SIOCGIFINDEX)) {
            return Optional.empty();
        }
        int index = request.get(ValueLayout.JAVA_INT, NetIf.IFR_UNION);
        int hardware = ask(NetIf.SIOCGIFHWADDR) ? request.get(ValueLayout.JAVA_SHORT, NetIf.IFR_UNION) & 0xffff : -1;
        int mtu = ask(NetIf.SIOCGIFMTU) ? request.get(ValueLayout.JAVA_INT, NetIf.IFR_UNION) : 0;
        int flags = ask(NetIf.SIOCGIFFLAGS) ? request.get(ValueLayout.JAVA_SHORT, NetIf.IFR_UNION) : 0;
        return Optional.of(new NetworkDevice(
                name,
                index,
                hardware,
                mtu,
                (flags & NetIf.IFF_UP) != 0,
                (flags & NetIf.IFF_RUNNING) != 0,
                (flags & NetIf.IFF_LOOPBACK) != 0));
    }

    /** The present name of a device by its index; empty if there is no such device any more. */
    Optional<String> nameOf(int index) {
        request.fill((byte) 0);
        request.set(ValueLayout.JAVA_INT, NetIf.IFR_UNION, index);
        return ask(NetIf.SIOCGIFNAME) ? Optional.of(request.getString(0)) : Optional.empty();
    }

    private boolean ask(long what) {
        return Unistd.ioctl(state, fd, what, request) >= 0;
    }

    @Override
    public void close() {
        int ignored = Unistd.close(state, fd);
        arena.close();
    }
}
