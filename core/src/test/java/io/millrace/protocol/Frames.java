package io.millrace.protocol;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Frames built by hand, header by header, from the inside out. */
final class Frames {
    static final String A4 = "0a000001";
    static final String B4 = "0a000002";
    static final String A6 = "20010db8000000000000000000000001";
    static final String B6 = "20010db8000000000000000000000002";
    static final String A_MAC = "020000000001";
    static final String B_MAC = "020000000002";
    static final int A_PORT = 4711;
    static final int B_PORT = 53;
    static final byte[] DATA = hex("c0ffee");

    /** A frame with a name for failure messages. */
    static final class Frame {
        private final String name;
        private final int linktype;
        private final byte[] bytes;

        Frame(String name, int linktype, byte[] bytes) {
            this.name = name;
            this.linktype = linktype;
            this.bytes = bytes;
        }

        int linktype() {
            return linktype;
        }

        byte[] bytes() {
            return bytes;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private Frames() {}

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] u8(int value) {
        return new byte[] {(byte) value};
    }

    static byte[] u16(int value) {
        return new byte[] {(byte) (value >>> 8), (byte) value};
    }

    static byte[] u32(int value) {
        return join(u16(value >>> 16), u16(value));
    }

    static byte[] udp(int source, int destination, byte[] data) {
        return join(u16(source), u16(destination), u16(8 + data.length), u16(0), data);
    }

    static byte[] tcp(int source, int destination, int flags, byte[] options, byte[] data) {
        int words = (20 + options.length) / 4;
        return join(
                u16(source),
                u16(destination),
                u32(1),
                u32(2),
                u8(words << 4),
                u8(flags),
                u16(1000),
                u32(0),
                options,
                data);
    }

    static byte[] ipv4(String source, String destination, int protocol, byte[] payload) {
        return ipv4(source, destination, protocol, 0x4000, new byte[0], payload);
    }

    /** {@code fragment}: flags and offset, as the header's field has them. */
    static byte[] ipv4(String source, String destination, int protocol, int fragment, byte[] options, byte[] payload) {
        int header = 20 + options.length;
        return join(
                u8(0x40 | (header / 4)),
                u8(0),
                u16(header + payload.length),
                u16(0x1234),
                u16(fragment),
                u8(64),
                u8(protocol),
                u16(0),
                hex(source),
                hex(destination),
                options,
                payload);
    }

    static byte[] ipv6(String source, String destination, int next, byte[] payload) {
        return join(u32(0x60012345), u16(payload.length), u8(next), u8(64), hex(source), hex(destination), payload);
    }

    /** An extension header of the usual form, 8 * (1 + more) bytes long. */
    static byte[] extension(int next, int more, byte[] rest) {
        return join(u8(next), u8(more), new byte[6 + 8 * more], rest);
    }

    static byte[] authentication(int next, byte[] rest) {
        return join(u8(next), u8(4), new byte[22], rest);
    }

    /** {@code bits}: offset and flag, as the header's field has them. */
    static byte[] fragment(int next, int bits, byte[] rest) {
        return join(u8(next), u8(0), u16(bits), u32(0x5678), rest);
    }

    static byte[] ethernet(int type, byte[] payload) {
        return ethernet(A_MAC, B_MAC, type, payload);
    }

    static byte[] ethernet(String source, String destination, int type, byte[] payload) {
        return join(hex(destination), hex(source), u16(type), payload);
    }

    /** What follows the type of a tag. */
    static byte[] tagged(int type, byte[] payload) {
        return join(u16(0x2064), u16(type), payload);
    }

    static byte[] snap(String organisation, int type, byte[] payload) {
        return join(hex("aaaa03"), hex(organisation), u16(type), payload);
    }

    static byte[] label(int number, boolean bottom, byte[] rest) {
        return join(u32((number << 12) | (bottom ? 0x100 : 0) | 64), rest);
    }

    static byte[] pppoe(int protocol, byte[] payload) {
        return join(hex("1100 0007"), u16(payload.length + 2), u16(protocol), payload);
    }

    static byte[] sll(int deviceType, int type, byte[] payload) {
        return join(u16(0), u16(deviceType), u16(6), hex(A_MAC + "0000"), u16(type), payload);
    }

    static byte[] sll2(int deviceType, int type, byte[] payload) {
        return join(u16(type), u16(0), u32(3), u16(deviceType), u8(0), u8(6), hex(A_MAC + "0000"), payload);
    }

    static byte[] udp4() {
        return ipv4(A4, B4, IpProtocol.UDP, udp(A_PORT, B_PORT, DATA));
    }

    static byte[] udp6() {
        return ipv6(A6, B6, IpProtocol.UDP, udp(A_PORT, B_PORT, DATA));
    }

    /** The same UDP datagram over IPv4 in every wrapping that is seen through. */
    static List<Frame> udp4InEveryWrapping() {
        return wrapped("UDP4", EtherType.IPV4, 0x0021, 2, Linktype.IPV4, udp4());
    }

    /** The same UDP datagram over IPv6 in every wrapping that is seen through. */
    static List<Frame> udp6InEveryWrapping() {
        List<Frame> frames = wrapped("UDP6", EtherType.IPV6, 0x0057, 10, Linktype.IPV6, udp6());
        for (int family : new int[] {23, 24, 28, 30}) {
            frames.add(new Frame("LOOP/UDP6 family " + family, Linktype.LOOP, join(u32(family), udp6())));
        }
        byte[] datagram = udp(A_PORT, B_PORT, DATA);
        byte[][] chains = {
            ipv6(A6, B6, 0, extension(17, 0, datagram)),
            ipv6(A6, B6, 43, extension(17, 2, datagram)),
            ipv6(A6, B6, 60, extension(17, 1, datagram)),
            ipv6(A6, B6, 135, extension(17, 0, datagram)),
            ipv6(A6, B6, 51, authentication(17, datagram)),
            ipv6(A6, B6, 44, fragment(17, 0, datagram)),
            ipv6(
                    A6,
                    B6,
                    0,
                    extension(
                            60, 0, extension(43, 0, extension(51, 2, authentication(60, extension(17, 1, datagram)))))),
        };
        for (byte[] chain : chains) {
            String name = "EN10MB/IPv6 from extension " + Byte.toUnsignedInt(chain[6]) + ", " + chain.length + " bytes";
            frames.add(new Frame(name, Linktype.EN10MB, ethernet(EtherType.IPV6, chain)));
        }
        return frames;
    }

    private static List<Frame> wrapped(String name, int type, int ppp, int family, int linktype, byte[] ip) {
        byte[] qinq = tagged(EtherType.VLAN, tagged(type, ip));
        byte[] labels = label(100, false, label(200, false, label(300, true, ip)));
        byte[] many = ip;
        for (int i = 0; i < 16; i++) {
            many = tagged(i == 0 ? type : EtherType.VLAN, many);
        }
        List<Frame> frames = new ArrayList<>();
        frames.add(new Frame("EN10MB/" + name, Linktype.EN10MB, ethernet(type, ip)));
        frames.add(new Frame("VLAN/" + name, Linktype.EN10MB, ethernet(EtherType.VLAN, tagged(type, ip))));
        frames.add(new Frame("QinQ/" + name, Linktype.EN10MB, ethernet(EtherType.QINQ, qinq)));
        frames.add(new Frame("0x9100/" + name, Linktype.EN10MB, ethernet(EtherType.QINQ_OLD, qinq)));
        frames.add(new Frame("16 tags/" + name, Linktype.EN10MB, ethernet(EtherType.VLAN, many)));
        frames.add(new Frame("MPLS/" + name, Linktype.EN10MB, ethernet(EtherType.MPLS_UNICAST, labels)));
        frames.add(new Frame(
                "VLAN/MPLS/" + name,
                Linktype.EN10MB,
                ethernet(EtherType.VLAN, tagged(EtherType.MPLS_MULTICAST, label(7, true, ip)))));
        frames.add(new Frame("PPPoE/" + name, Linktype.EN10MB, ethernet(EtherType.PPPOE_SESSION, pppoe(ppp, ip))));
        frames.add(new Frame(
                "VLAN/PPPoE/" + name,
                Linktype.EN10MB,
                ethernet(EtherType.VLAN, tagged(EtherType.PPPOE_SESSION, pppoe(ppp, ip)))));
        frames.add(new Frame("SNAP/" + name, Linktype.EN10MB, ethernet(8 + ip.length, snap("000000", type, ip))));
        frames.add(new Frame(
                "VLAN/SNAP/" + name,
                Linktype.EN10MB,
                ethernet(EtherType.VLAN, tagged(8 + ip.length, snap("0000f8", type, ip)))));
        frames.add(new Frame("RAW/" + name, Linktype.RAW, ip));
        frames.add(new Frame("DLT 12/" + name, 12, ip));
        frames.add(new Frame("DLT 14/" + name, 14, ip));
        frames.add(new Frame("IPV4 or IPV6/" + name, linktype, ip));
        frames.add(new Frame("NULL, big-endian/" + name, Linktype.NULL, join(u32(family), ip)));
        frames.add(new Frame("NULL, little-endian/" + name, Linktype.NULL, join(u32(family << 24), ip)));
        frames.add(new Frame("LOOP/" + name, Linktype.LOOP, join(u32(family), ip)));
        frames.add(new Frame("PPP/" + name, Linktype.PPP, join(u16(ppp), ip)));
        frames.add(new Frame("PPP in HDLC/" + name, Linktype.PPP, join(hex("ff03"), u16(ppp), ip)));
        frames.add(new Frame("PPP compressed/" + name, Linktype.PPP, join(u8(ppp), ip)));
        frames.add(new Frame("SLL/" + name, Linktype.LINUX_SLL, sll(1, type, ip)));
        frames.add(new Frame("SLL/VLAN/" + name, Linktype.LINUX_SLL, sll(1, EtherType.VLAN, tagged(type, ip))));
        frames.add(new Frame("SLL/SNAP/" + name, Linktype.LINUX_SLL, sll(1, 4, snap("000000", type, ip))));
        frames.add(new Frame("SLL2/" + name, Linktype.LINUX_SLL2, sll2(772, type, ip)));
        return frames;
    }

    /** Every wrapping, and one of everything else that the walk has a branch for. */
    static List<Frame> all() {
        List<Frame> frames = new ArrayList<>(udp4InEveryWrapping());
        frames.addAll(udp6InEveryWrapping());
        byte[] twelve = hex("1267 0035 00000001 00000002");
        byte[] ping = hex("0800 0000 0001 0001");
        ether(frames, "TCP4 with options", EtherType.IPV4, ipv4(A4, B4, 6, tcp(1, 2, 0x12, new byte[12], DATA)));
        ether(frames, "IPv4 options", EtherType.IPV4, ipv4(A4, B4, 17, 0, new byte[12], udp(1, 2, DATA)));
        ether(frames, "IPv4 first", EtherType.IPV4, ipv4(A4, B4, 17, 0x2000, new byte[0], udp(1, 2, DATA)));
        ether(frames, "IPv4 later", EtherType.IPV4, ipv4(A4, B4, 17, 0x0001, new byte[0], DATA));
        ether(frames, "IPv6 first", EtherType.IPV6, ipv6(A6, B6, 44, fragment(17, 1, udp(1, 2, DATA))));
        ether(frames, "IPv6 later", EtherType.IPV6, ipv6(A6, B6, 44, fragment(17, 8, DATA)));
        ether(frames, "SCTP", EtherType.IPV4, ipv4(A4, B4, 132, join(twelve, DATA)));
        ether(frames, "DCCP", EtherType.IPV6, ipv6(A6, B6, 33, join(hex("1267 0035 03"), new byte[7], DATA)));
        ether(frames, "UDP-Lite", EtherType.IPV4, ipv4(A4, B4, 136, udp(1, 2, DATA)));
        ether(frames, "ICMP", EtherType.IPV4, ipv4(A4, B4, 1, ping));
        ether(frames, "ARP", EtherType.ARP, hex("0001 0800 0604 0001" + A_MAC + A4 + "000000000000" + B4));
        ether(frames, "STP", 38, join(hex("424203"), new byte[35]));
        ether(frames, "pseudo-wire", EtherType.MPLS_UNICAST, label(9, true, join(u32(0), ethernet(0x800, udp4()))));
        ether(frames, "PPPoE LCP", EtherType.PPPOE_SESSION, pppoe(0xc021, DATA));
        frames.add(new Frame("netlink", Linktype.LINUX_SLL, sll(824, 0, DATA)));
        frames.add(new Frame("802.11", Linktype.IEEE802_11, udp4()));
        return frames;
    }

    private static void ether(List<Frame> frames, String name, int type, byte[] payload) {
        frames.add(new Frame(name, Linktype.EN10MB, ethernet(type, payload)));
    }
}
