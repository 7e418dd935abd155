package io.millrace.pcap;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import io.millrace.ffi.Platform;
import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * {@code struct sockaddr} of the internet families and of the link layer. On BSD and macOS a length byte comes before a family
 * of one byte; the numbers of {@code AF_INET6} and of the link layer's family are everybody's own. The rest of the internet
 * families is the same everywhere; the link layer has {@code sockaddr_dl} on BSD and macOS, {@code sockaddr_ll} on Linux.
 *
 * @param lengthFirst whether there is a length byte
 * @param inet6 the number of {@code AF_INET6}
 * @param link the number of {@code AF_LINK} or {@code AF_PACKET}; {@link #NONE} if there is no such family
 */
record SockaddrLayout(boolean lengthFirst, int inet6, int link) {
    static final int NONE = -1;

    static final SockaddrLayout CURRENT = of(Platform.CURRENT);

    private static final int AF_INET = 2;
    private static final int INET_BYTES = 16;
    private static final int INET_ADDRESS = 4;
    private static final int INET6_BYTES = 28;
    private static final int INET6_ADDRESS = 8;
    private static final int INET6_SCOPE = 24;

    private static final int LINUX_LINK_BYTES = 20;
    private static final int LINUX_LINK_LENGTH = 11;
    private static final int LINUX_LINK_ADDRESS = 12;
    private static final int LINUX_LINK_MOST = 8;

    private static final int BSD_LINK_HEAD_BYTES = 8;
    private static final int BSD_LINK_NAME_LENGTH = 5;
    private static final int BSD_LINK_LENGTH = 6;

    static SockaddrLayout of(Platform platform) {
        return switch (platform) {
            case LINUX -> new SockaddrLayout(false, 10, 17);
            case MACOS -> new SockaddrLayout(true, 30, 18);
            case BSD -> new SockaddrLayout(true, 28, 18);
            case WINDOWS -> new SockaddrLayout(false, 23, NONE);
        };
    }

    /** The family of the structure at an address. */
    int family(long at) {
        MemorySegment head = NativeMemory.at(at, Short.BYTES);
        return lengthFirst
                ? Byte.toUnsignedInt(head.get(JAVA_BYTE, 1))
                : Short.toUnsignedInt(head.get(JAVA_SHORT_UNALIGNED, 0));
    }

    boolean isInternet(int family) {
        return family == AF_INET || family == inet6;
    }

    boolean isLink(int family) {
        return family == link;
    }

    /**
     * The internet address of the structure at an address.
     *
     * @param family which of the two; a netmask on BSD may not tell its own
     */
    InetAddress internet(long at, int family) {
        try {
            if (family == inet6) {
                MemorySegment sockaddr = read(at, INET6_BYTES);
                int scope = sockaddr.get(JAVA_INT_UNALIGNED, INET6_SCOPE);
                return Inet6Address.getByAddress(null, bytes(sockaddr, INET6_ADDRESS, 16), scope);
            }
            return InetAddress.getByAddress(bytes(read(at, INET_BYTES), INET_ADDRESS, 4));
        } catch (UnknownHostException e) {
            throw new AssertionError("an address of 4 or 16 bytes is well-formed", e);
        }
    }

    /** The link layer's address of the structure at an address. One longer than the structure's room is cut. */
    LinkAddress link(long at) {
        if (!lengthFirst) {
            MemorySegment sockaddr = NativeMemory.at(at, LINUX_LINK_BYTES);
            int length = Byte.toUnsignedInt(sockaddr.get(JAVA_BYTE, LINUX_LINK_LENGTH));
            return new LinkAddress(bytes(sockaddr, LINUX_LINK_ADDRESS, Math.min(length, LINUX_LINK_MOST)));
        }
        int size = Byte.toUnsignedInt(NativeMemory.at(at, 1).get(JAVA_BYTE, 0));
        if (size < BSD_LINK_HEAD_BYTES) {
            return new LinkAddress(new byte[0]);
        }
        MemorySegment sockaddr = NativeMemory.at(at, size); // the device's name comes before its address
        int from = BSD_LINK_HEAD_BYTES + Byte.toUnsignedInt(sockaddr.get(JAVA_BYTE, BSD_LINK_NAME_LENGTH));
        int length = Byte.toUnsignedInt(sockaddr.get(JAVA_BYTE, BSD_LINK_LENGTH));
        return new LinkAddress(bytes(sockaddr, Math.min(from, size), Math.clamp(size - (long) from, 0, length)));
    }

    /** The structure, filled up with zeros if its length byte says that it is shorter: BSD leaves a mask's zeros out. */
    private MemorySegment read(long at, int size) {
        int told = lengthFirst ? Byte.toUnsignedInt(NativeMemory.at(at, 1).get(JAVA_BYTE, 0)) : size;
        int there = Math.min(told, size);
        MemorySegment copy = MemorySegment.ofArray(new byte[size]);
        MemorySegment.copy(NativeMemory.at(at, there), 0, copy, 0, there);
        return copy;
    }

    private static byte[] bytes(MemorySegment memory, long from, int count) {
        return memory.asSlice(from, count).toArray(JAVA_BYTE);
    }
}
