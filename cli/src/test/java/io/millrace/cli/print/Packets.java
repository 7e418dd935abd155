package io.millrace.cli.print;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;

/** Packets built by hand, header by header, from the inside out; lengths and checksums are right unless said otherwise. */
final class Packets {
    static final String A4 = "0a000001";
    static final String B4 = "0a000002";
    static final String A6 = "20010db8000000000000000000000001";
    static final String B6 = "20010db8000000000000000000000002";
    static final String A_MAC = "020000000001";
    static final String B_MAC = "020000000002";

    private Packets() {}

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    /** Parts in a row: byte arrays, and hexadecimal digits as strings. */
    static byte[] join(Object... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Object part : parts) {
            all.writeBytes(part instanceof String digits ? hex(digits) : (byte[]) part);
        }
        return all.toByteArray();
    }

    static byte[] u8(int value) {
        return new byte[] {(byte) value};
    }

    static byte[] u16(int value) {
        return new byte[] {(byte) (value >>> 8), (byte) value};
    }

    static byte[] u32(long value) {
        return join(u16((int) (value >>> 16)), u16((int) value));
    }

    static byte[] zeros(int count) {
        return new byte[count];
    }

    /** The first bytes of a packet. */
    static byte[] cut(byte[] packet, int count) {
        return Arrays.copyOf(packet, count);
    }

    /** A packet with one byte set. */
    static byte[] with(byte[] packet, int at, int value) {
        byte[] changed = packet.clone();
        changed[at] = (byte) value;
        return changed;
    }

    static byte[] eth(int type, byte[] payload) {
        return join(B_MAC, A_MAC, u16(type), payload);
    }

    /** An IEEE 802.3 frame. */
    static byte[] eth802(byte[] payload) {
        return eth(payload.length, payload);
    }

    /** What follows the type of a tag. */
    static byte[] vlan(int control, int type, byte[] payload) {
        return join(u16(control), u16(type), payload);
    }

    static byte[] ipv4(int protocol, byte[] payload) {
        return ipv4(protocol, 0, 0x4000, new byte[0], payload);
    }

    /** {@code fragment}: flags and offset, as the header's field has them. */
    static byte[] ipv4(int protocol, int tos, int fragment, byte[] options, byte[] payload) {
        int header = 20 + options.length;
        byte[] packet = join(
                u8(0x40 | (header / 4)),
                u8(tos),
                u16(header + payload.length),
                u16(0x1234),
                u16(fragment),
                u8(64),
                u8(protocol),
                u16(0),
                A4,
                B4,
                options,
                payload);
        return checked(packet, 10, 0, header);
    }

    static byte[] ipv6(int next, byte[] payload) {
        return join(u32(0x60000000), u16(payload.length), u8(next), u8(64), A6, B6, payload);
    }

    static byte[] udp4(int from, int to, byte[] data) {
        return ipv4(17, udp(A4, B4, from, to, data));
    }

    static byte[] udp6(int from, int to, byte[] data) {
        return ipv6(17, udp(A6, B6, from, to, data));
    }

    private static byte[] udp(String source, String destination, int from, int to, byte[] data) {
        byte[] datagram = join(u16(from), u16(to), u16(8 + data.length), u16(0), data);
        return transport(datagram, 6, 17, source, destination);
    }

    static byte[] tcp4(int from, int to, long seq, long ack, int flags, byte[] options, byte[] data) {
        return ipv4(6, tcp(A4, B4, from, to, seq, ack, flags, options, data));
    }

    static byte[] tcp6(int from, int to, long seq, long ack, int flags, byte[] options, byte[] data) {
        return ipv6(6, tcp(A6, B6, from, to, seq, ack, flags, options, data));
    }

    /** A segment with data in the middle of a conversation. */
    static byte[] tcp4(int from, int to, byte[] data) {
        return tcp4(from, to, 1000, 2000, 0x18, new byte[0], data);
    }

    static byte[] tcp(
            String source,
            String destination,
            int from,
            int to,
            long seq,
            long ack,
            int flags,
            byte[] options,
            byte[] data) {
        int words = (20 + options.length) / 4;
        byte[] segment = join(
                u16(from),
                u16(to),
                u32(seq),
                u32(ack),
                u8(words << 4),
                u8(flags),
                u16(502),
                u16(0),
                u16((flags & 0x20) == 0 ? 0 : 7),
                options,
                data);
        return transport(segment, 16, 6, source, destination);
    }

    /** A packet of ICMPv6, whose checksum includes the addresses. */
    static byte[] icmp6(byte[] message) {
        return ipv6(58, transport(message, 2, 58, A6, B6));
    }

    /** A packet of a protocol whose checksum is of its own bytes alone, as ICMP's and IGMP's is. */
    static byte[] checked4(int protocol, byte[] message) {
        return ipv4(protocol, checked(message, 2, 0, message.length));
    }

    /** With the checksum over the pseudo header in its place. */
    static byte[] transport(byte[] segment, int place, int protocol, String source, String destination) {
        byte[] pseudo = join(source, destination, u32(segment.length), u32(protocol));
        return checked(segment, place, sum(pseudo, pseudo.length), segment.length);
    }

    /** With the Internet checksum of the first bytes in its place. */
    static byte[] checked(byte[] packet, int place, int begin, int count) {
        byte[] whole = packet.clone();
        int total = begin + sum(whole, count);
        int sum = ~((total & 0xffff) + (total >>> 16)) & 0xffff;
        whole[place] = (byte) (sum >>> 8);
        whole[place + 1] = (byte) sum;
        return whole;
    }

    private static int sum(byte[] bytes, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            int octet = Byte.toUnsignedInt(bytes[i]);
            sum += i % 2 == 0 ? octet << 8 : octet;
        }
        while (sum > 0xffff) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return sum;
    }
}
