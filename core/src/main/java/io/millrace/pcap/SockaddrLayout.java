package io.millrace.pcap;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import io.millrace.ffi.Platform;
import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * {@code struct sockaddr} of the internet families. On BSD and macOS a length byte comes before a family of one byte; the
 * number of {@code AF_INET6} is everybody's own. The rest is the same everywhere.
 */
record SockaddrLayout(boolean lengthFirst, int inet6) {
    static final SockaddrLayout CURRENT = of(Platform.CURRENT);

    private static final int AF_INET = 2;
    private static final int INET_ADDRESS = 4;
    private static final int INET6_ADDRESS = 8;
    private static final int INET6_SCOPE = 24;

    static SockaddrLayout of(Platform platform) {
        return switch (platform) {
            case LINUX -> new SockaddrLayout(false, 10);
            case MACOS -> new SockaddrLayout(true, 30);
            case BSD -> new SockaddrLayout(true, 28);
            case WINDOWS -> new SockaddrLayout(false, 23);
        };
    }

    /** The address of the structure at {@code at}; null if it is of another family (a link-layer address). */
    @Nullable
    InetAddress address(MemorySegment memory, long at) {
        int family = lengthFirst
                ? Byte.toUnsignedInt(memory.get(JAVA_BYTE, at + 1))
                : Short.toUnsignedInt(memory.get(JAVA_SHORT_UNALIGNED, at));
        try {
            if (family == AF_INET) {
                return InetAddress.getByAddress(bytes(memory, at + INET_ADDRESS, 4));
            }
            if (family == inet6) {
                byte[] address = bytes(memory, at + INET6_ADDRESS, 16);
                return Inet6Address.getByAddress(null, address, memory.get(JAVA_INT_UNALIGNED, at + INET6_SCOPE));
            }
            return null;
        } catch (UnknownHostException e) {
            throw new AssertionError("an address of 4 or 16 bytes is well-formed", e);
        }
    }

    private static byte[] bytes(MemorySegment memory, long from, int count) {
        byte[] bytes = new byte[count];
        MemorySegment.copy(memory, JAVA_BYTE, from, bytes, 0, count);
        return bytes;
    }
}
