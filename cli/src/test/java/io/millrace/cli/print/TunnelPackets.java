package io.millrace.cli.print;

import static io.millrace.cli.print.Packets.eth;
import static io.millrace.cli.print.Packets.hex;
import static io.millrace.cli.print.Packets.ipv4;
import static io.millrace.cli.print.Packets.ipv6;
import static io.millrace.cli.print.Packets.join;
import static io.millrace.cli.print.Packets.u16;
import static io.millrace.cli.print.Packets.u32;
import static io.millrace.cli.print.Packets.u8;
import static io.millrace.cli.print.Packets.udp4;
import static io.millrace.cli.print.Packets.udp6;
import static io.millrace.cli.print.Packets.with;
import static io.millrace.cli.print.Packets.zeros;

import io.millrace.protocol.Linktype;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One packet, or several, of each protocol of tunnels and links. */
final class TunnelPackets {
    static final int PPP_SERIAL = 50;
    static final int PPP_OVER_ETHERNET = 51;

    private static final byte[] DATA = hex("c0ffee");
    private static final byte[] INNER = udp4(4711, 4712, DATA);
    private static final byte[] INNER_6 = udp6(4711, 4712, DATA);
    private static final byte[] FRAME = eth(0x0800, INNER);

    /** A packet with a name for messages. */
    static final class Named {
        private final String name;
        private final int linktype;
        private final byte[] bytes;

        private Named(String name, int linktype, byte[] bytes) {
            this.name = name;
            this.linktype = linktype;
            this.bytes = bytes;
        }

        String name() {
            return name;
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

    private final List<Named> packets = new ArrayList<>();

    private TunnelPackets() {}

    static List<Named> all() {
        TunnelPackets all = new TunnelPackets();
        all.labels();
        all.pppoe();
        all.ppp();
        all.gre();
        all.overlays();
        all.ipInIp();
        all.sctp();
        all.spanningTrees();
        all.lldp();
        all.llc();
        all.eap();
        all.slowProtocols();
        all.routers();
        all.l2tp();
        all.ipsec();
        return List.copyOf(all.packets);
    }

    private void add(String name, byte[] frame) {
        packets.add(new Named(name, Linktype.EN10MB, frame));
    }

    private void labels() {
        add("MPLS, IPv4", eth(0x8847, join(hex("00064140"), INNER)));
        add("MPLS, three labels", eth(0x8847, join(hex("0006403f 0000c240 00002540"), INNER)));
        add("MPLS multicast, IPv6", eth(0x8848, join(hex("00064140"), INNER_6)));
        add("MPLS, explicit null", eth(0x8847, join(hex("00002140"), INNER_6)));
        add("MPLS, reserved label, unknown payload", eth(0x8847, join(hex("0000f140"), hex("0011223344556677"))));
        add("MPLS over UDP", eth(0x0800, udp4(4711, 6635, join(hex("0006403f 00002540"), INNER))));
        add("MPLS over UDP, from its port", eth(0x0800, udp4(6635, 4711, join(hex("00002540"), INNER))));
        add("MPLS without payload", eth(0x8847, hex("00064140")));
        add("MPLS without bottom", eth(0x8847, hex("0006403f 0006")));
        add("MPLS, implicit null that is no IP", eth(0x8847, hex("00003140 ffffffff")));
    }

    private void pppoe() {
        byte[] service = hex("0101 0000");
        byte[] unique = hex("0103 0004 00aabbcc");
        byte[] name = join(hex("0102 0008"), text("access-1"));
        byte[] cookie = join(hex("0104 0010"), hex("00112233445566778899aabbccddeeff"));
        add("PADI", discovery(0x09, 0, service, unique));
        add("PADO", discovery(0x07, 0, service, name, unique, cookie));
        add("PADR", discovery(0x19, 0, service, unique, cookie));
        add("PADS", discovery(0x65, 0x1234, service, unique, hex("0120 0002 05d4")));
        add("PADT", discovery(0xa7, 0x1234, join(hex("0203 0005"), text("bye\1\2"))));
        add("PAD unknown", discovery(0x42, 1, hex("0777 0001 41 0000 0000 0101 0000")));
        add("PADO, long tag", discovery(0x07, 0, join(hex("0102 0064"), text("0123456789".repeat(10)))));
        add("PPPoE, wrong version", eth(0x8863, hex("2309 0000 0000")));
        add("PPPoE, too long", eth(0x8863, hex("1109 0000 0fff 0101 0000")));
        add("PPPoE, IPv4", session(0x0021, INNER));
        add("PPPoE, IPv6", session(0x0057, INNER_6));
        add("PPPoE, padded", join(session(0xc021, hex("0901 0008 12345678")), zeros(20)));
        packets.add(new Named("PPPoE as link", PPP_OVER_ETHERNET, hex("11000001 0002 0021")));
    }

    private static byte[] discovery(int code, int session, byte[]... tags) {
        byte[] all = all(tags);
        return eth(0x8863, join(hex("11"), u8(code), u16(session), u16(all.length), all));
    }

    private static byte[] session(int protocol, byte[] data) {
        return eth(0x8864, join(hex("1100 0007"), u16(data.length + 2), u16(protocol), data));
    }

    private static byte[] control(int code, byte[]... options) {
        byte[] all = all(options);
        return join(u8(code), u8(3), u16(4 + all.length), all);
    }

    private void ppp() {
        byte[] linkOptions = hex("0104 05d4 0206 000a0000 0305 c22305 0506 12345678 0702 0802");
        byte[] moreOptions = hex("0304 c023 0408 c025 00001000 0d03 06 1104 05dc 1309 03 020000000001 1704 0001 0902");
        byte[] wrongOptions = hex("0103 05 0205 000000 0305 c22381 0005 00000c 4504 0000 1305 020a00 0101");
        add("LCP request", session(0xc021, control(1, linkOptions)));
        add("LCP ack", session(0xc021, control(2, moreOptions)));
        add("LCP nak", session(0xc021, control(3, wrongOptions)));
        add("LCP reject", session(0xc021, control(4, hex("0307 dead 010203 0006 00000c 01"))));
        add("LCP reject, length 1", session(0xc021, control(4, hex("0501 12"))));
        add("LCP terminate", session(0xc021, control(5, text("bye"))));
        add("LCP code reject", session(0xc021, control(7, hex("1501 0004"))));
        add("LCP protocol reject", session(0xc021, control(8, hex("8057 0101 000e 010a 0011223344556677"))));
        add("LCP echo", session(0xc021, control(9, hex("12345678"))));
        add("LCP echo with data", session(0xc021, control(10, hex("12345678 0102030405"))));
        add("LCP identification", session(0xc021, control(12, hex("12345678"), text("Windows 0.1\0"))));
        add("LCP time remaining", session(0xc021, control(13, hex("12345678 0000003c"))));
        add("LCP vendor", session(0xc021, control(0, hex("12345678 00000c 00"))));
        add("LCP empty", session(0xc021, control(1)));
        add("LCP unknown code", session(0xc021, control(77, hex("010203"))));
        add("LCP short", session(0xc021, hex("0101")));
        add("LCP length 2", session(0xc021, hex("0101 0002")));
        add("LCP too long", session(0xc021, hex("0101 0040 0104 05d4")));
        add(
                "IPCP request",
                session(0x8021, control(1, hex("0306 c0a80001 8106 00000000 8306 01020304 0206 002d0f01"))));
        add("IPCP old addresses", session(0x8021, control(1, hex("010a 0a000001 0a000002 0205 0061 00 7704 0102"))));
        byte[] compression = hex("020e 0061 0001 0002 0003 0004 0005");
        add("IPCP unknown compression", session(0x8021, control(1, hex("0204 0361"))));
        add("IPCP header compression", session(0x8021, control(1, compression, hex("0306 01010101"))));
        add("IP6CP request", session(0x8057, control(1, hex("010a 021122fffe334455 0203 00"))));
        add("CCP request", session(0x80fd, control(1, hex("1206 01000020 1a04 7800 1503 2f 1804 e301 1503 2c"))));
        add("BACP request", session(0xc02b, control(1, hex("0106 12345678 0202"))));
        add("OSICP request", session(0x8023, control(1, hex("0102"))));
        add("PAP request", session(0xc023, control(1, hex("05"), text("alice"), hex("06"), text("secret"))));
        add("PAP ack", session(0xc023, control(2, hex("05"), text("Hello"))));
        add("PAP nak, empty", session(0xc023, control(3)));
        add("PAP too long", session(0xc023, hex("0101 0040 00")));
        add("CHAP challenge", session(0xc223, control(1, hex("04 01020304"), text("server"))));
        add("CHAP response", session(0xc223, control(2, hex("02 0102"), text("alice"))));
        add("CHAP success", session(0xc223, control(3, text("Welcome"))));
        add("CHAP unknown", session(0xc223, control(9, text("Welcome"))));
        add("MLPPP", session(0x003d, hex("c0010021 4500")));
        add("PPP compressed", session(0x00fd, hex("010203")));
        add("PPP MPLS", session(0x0281, join(hex("00064140"), INNER)));
        add("PPP unknown", session(0x4242, hex("000102030405060708090a0b0c0d0e0f1011")));
        add("PPP Appletalk", session(0x0029, hex("000102")));
        packets.add(new Named("PPP, IPv4", Linktype.PPP, join(hex("0021"), INNER)));
        packets.add(new Named("PPP, one byte", Linktype.PPP, join(hex("21"), INNER)));
        packets.add(new Named("PPP, address", Linktype.PPP, join(hex("ff03 0021"), INNER)));
        packets.add(new Named("PPP, out", Linktype.PPP, join(hex("0103 0057"), INNER_6)));
        packets.add(new Named("PPP, in", Linktype.PPP, join(hex("0003 c021"), control(9, hex("12345678")))));
        packets.add(new Named("PPP serial", PPP_SERIAL, join(hex("ff03 0021"), INNER)));
        packets.add(new Named("PPP serial, unknown", PPP_SERIAL, hex("11223344")));
        packets.add(new Named("PPP stuffed", Linktype.PPP, join(hex("7eff 7d23 c021"), control(9, hex("12345678")))));
    }

    private void gre() {
        add("GRE", gre(hex("0000 0800"), INNER));
        add("GRE, IPv6", gre(hex("0000 86dd"), INNER_6));
        add("GRE, wrong version", gre(hex("0000 0800"), INNER_6));
        add("GRE, other wrong version", gre(hex("0000 86dd"), INNER));
        add("GRE, all", gre(hex("b000 0800 1234 0000 0000002a 00000007"), INNER));
        add("GRE, keepalive", gre(hex("0000 0000")));
        add("GRE, MPLS", gre(hex("0000 8847 00064140"), INNER));
        add("NVGRE", gre(hex("2000 6558 0012d6ff"), FRAME));
        add("GRE, unknown", gre(hex("0000 1234 010203")));
        add("GRE, version 2", gre(hex("0002 0800")));
        add("GRE, routes", gre(hex("4000 0800 0000 0000 0800 0408 0a000001 0a000002 fffe 0002 0017 0000 0000"), INNER));
        add("GRE, wrong route", gre(hex("4000 0800 0000 0000 0800 0208 0a000001 0a000002 0000 0000"), INNER));
        add("GRE, route of no family", gre(hex("4000 0800 0000 0000 1234 0004 0a000001 0000 0000"), INNER));
        add("GRE, route beyond", gre(hex("4000 0800 0000 0000 0800 0028 0a000001")));
        add("PPTP", gre(hex("3081 880b 0020 0042 00000001 00000002 ff03 0021"), INNER));
        add("PPTP acknowledgement", gre(hex("2081 880b 0000 0042 00000002")));
        add("PPTP, no PPP", gre(hex("3001 0800 0000 0042 00000002 010203")));
    }

    private static byte[] gre(byte[]... parts) {
        return eth(0x0800, ipv4(47, all(parts)));
    }

    private void overlays() {
        add("VXLAN", overlay(4789, hex("08000000 00002a00"), FRAME));
        add("VXLAN without I", overlay(4789, hex("00000000 00002a00"), eth(0x86dd, INNER_6)));
        add("VXLAN, short", overlay(4789, hex("0800")));
        add("VXLAN in VXLAN", overlay(4789, hex("08000000 00002a00"), overlay(4789, hex("08000000 00002b00"), FRAME)));
        add("VXLAN-GPE, IPv4", overlay(4790, hex("0c000001 00002a00"), INNER));
        add("VXLAN-GPE, IPv6", overlay(4790, hex("0c000002 00002a00"), INNER_6));
        add("VXLAN-GPE, frame", overlay(4790, hex("0d000003 00002a00"), FRAME));
        add("VXLAN-GPE, MPLS", overlay(4790, hex("0c000005 00002a00 00064140"), INNER));
        add("VXLAN-GPE, short", overlay(4790, hex("0c")));
        add("VXLAN-GPE, unknown", overlay(4790, hex("00000009 00002a00 01")));
        add("Geneve", overlay(6081, hex("0000 6558 00002a00"), FRAME));
        add(
                "Geneve, options",
                overlay(6081, hex("05c0 0800 00002a07 0102 80 01 deadbeef fff3 01 02 0102030405060708"), INNER));
        add("Geneve, wrong option", overlay(6081, hex("0200 0800 00002a00 0104 01 05 deadbeef"), INNER));
        add("Geneve, unknown protocol", overlay(6081, hex("003f 1234 00002a00 0102")));
        add("Geneve, options beyond", overlay(6081, hex("0f00 0800 00002a00 0102")));
        add("Geneve, version 1", overlay(6081, hex("4000 0800 00002a00")));
        add("Geneve, short", overlay(6081, hex("0000 0800 00")));
        add("VXLAN-GPE, all flags", overlay(4790, hex("ff000001 00002a00"), INNER));
        add("Geneve, IPv6", overlay(6081, hex("0000 86dd 00002a00"), INNER_6));
    }

    private static byte[] overlay(int port, byte[]... parts) {
        return eth(0x0800, udp4(50000, port, all(parts)));
    }

    private void ipInIp() {
        add("IP in IP", eth(0x0800, ipv4(4, INNER)));
        add("6in4", eth(0x0800, ipv4(41, INNER_6)));
        add("IP in IPv6", eth(0x86dd, ipv6(4, INNER)));
        add("IPv6 in IPv6", eth(0x86dd, ipv6(41, INNER_6)));
        add("IP in IP in IP", eth(0x0800, ipv4(4, ipv4(4, INNER))));
        add("GRE in IPv6", eth(0x86dd, ipv6(47, join(hex("0000 0800"), INNER))));
    }

    private void sctp() {
        byte[] init = hex("00112233 00020000 000a 0800 00000001");
        add("SCTP INIT", sctp(chunk(1, 0, init, hex("000c 0006 0005 0000"))));
        add("SCTP INIT ACK", sctp(chunk(2, 0, init)));
        add("SCTP DATA", sctp(chunk(0, 3, hex("00000001 0002 0003 00000012"), text("hello"))));
        add(
                "SCTP DATA, two",
                sctp(
                        chunk(0, 6, hex("00000001 0002 0003 0000002e"), text("a")),
                        chunk(0, 0, hex("00000002 0002 0003 00000000"), text("bcd"))));
        add("SCTP SACK", sctp(chunk(3, 0, hex("00000001 00010000 0002 0001 0002 0003 0005 0006 00000001"))));
        add("SCTP HEARTBEAT", sctp(chunk(4, 0, hex("0001 0008 01020304"))));
        add("SCTP HEARTBEAT ACK", sctp(chunk(5, 0, hex("0001 0007 010203"))));
        add("SCTP COOKIE", sctp(chunk(10, 0, hex("01020304")), chunk(11, 0)));
        add("SCTP SHUTDOWN", sctp(chunk(7, 0, hex("00000001"))));
        add("SCTP SHUTDOWN ACK", sctp(chunk(8, 0)));
        add("SCTP SHUTDOWN COMPLETE", sctp(chunk(14, 1)));
        add("SCTP ABORT", sctp(chunk(6, 0, hex("000c 0004"))));
        add("SCTP ERROR", sctp(chunk(9, 0, hex("0001 0008 00020000"))));
        add("SCTP others", sctp(chunk(12, 0), chunk(13, 0), chunk(0xc0, 0), chunk(0xc1, 0), chunk(0x99, 0)));
        add("SCTP chunk too short", sctp(hex("0100 0003 00000000")));
        add("SCTP chunk cut", sctp(chunk(11, 0), hex("0b")));
        add("SCTP INIT too short", sctp(chunk(1, 0, hex("00112233"))));
        add("SCTP DATA without data", sctp(chunk(0, 3, hex("00000001 0002 0003 00000012"))));
        add("SCTP SACK too short", sctp(chunk(3, 0, hex("00000001 00010000 0003 0001 0002 0003 0005"))));
        add("SCTP header too short", eth(0x0800, ipv4(132, hex("126700350000"))));
        add("SCTP, IPv6", eth(0x86dd, ipv6(132, join(hex("1267 0035 00000001 00000002"), chunk(11, 0)))));
    }

    private static byte[] sctp(byte[]... chunks) {
        return eth(0x0800, ipv4(132, join(hex("1267 0035 00000001 00000002"), all(chunks))));
    }

    private static byte[] chunk(int type, int flags, byte[]... values) {
        byte[] value = all(values);
        return join(u8(type), u8(flags), u16(4 + value.length), value, new byte[-value.length & 3]);
    }

    private void spanningTrees() {
        byte[] root = hex("8001 020000000001 00000004 8001 020000000002 8002 0180 1400 0200 0f00");
        add("STP", llc(hex("424203"), hex("0000 00 00 81"), root));
        add("RSTP", llc(hex("424203"), hex("0000 02 02 7c"), root, hex("00")));
        add("RSTP, odd flags", llc(hex("424203"), hex("0000 02 02 0e"), root, hex("00")));
        add("STP change", llc(hex("424203"), hex("0000 00 80")));
        add("STP unknown version", llc(hex("424203"), hex("0000 09 00")));
        add("STP unknown type", llc(hex("424203"), hex("0000 00 55")));
        add("STP of another protocol", llc(hex("424203"), hex("0001 00 00")));
        add("STP too short", llc(hex("424203"), hex("0000 00 00 81 8001")));
        add("RSTP too short", llc(hex("424203"), hex("0000 02 02 7c"), root));
        byte[] region = join(hex("00"), padded("region-1", 32), hex("0007 00112233445566778899aabbccddeeff"));
        byte[] bridge = hex("00000005 8001 020000000003 13");
        byte[] instance = hex("7e 8002 020000000004 00000006 80 80 12");
        byte[] mstp = join(hex("0000 03 02 7c"), root, hex("00 0050"), region, bridge, instance);
        add("MSTP", llc(hex("424203"), mstp));
        add("MSTP without instances", llc(hex("424203"), hex("0000 03 02 3c"), root, hex("00 0040"), region, bridge));
        add("MSTP too short", llc(hex("424203"), hex("0000 03 02 3c"), root, hex("00 0060"), region, bridge));
        byte[] agreement = hex("9c 00 12 34 0005 00000000 00000000 000102030405060708090a0b0c0d0e0f10111213");
        byte[] spb = join(hex("0000 04 02 7c"), root, hex("00 0040"), region, bridge, hex("0055"), region, agreement);
        add("SPB", llc(hex("424203"), spb));
        add("PVST", llc(hex("aaaa03 00000c 010b"), hex("0000 00 00 81"), root, hex("0000 0002 0001")));
    }

    private static byte[] llc(byte[]... parts) {
        byte[] all = all(parts);
        return eth(all.length, join(all, new byte[Math.max(0, 46 - all.length)]));
    }

    private void lldp() {
        byte[] chassis = part(1, hex("04 020000000001"));
        byte[] port = part(2, hex("05"), text("eth0"));
        byte[] time = part(3, hex("0078"));
        byte[] end = hex("0000");
        add("LLDP", lldp(chassis, port, time, end));
        add(
                "LLDP, names",
                lldp(
                        part(1, hex("05 01 0a000001")),
                        part(2, hex("03 020000000002")),
                        time,
                        part(4, text("uplink")),
                        part(5, text("switch-1")),
                        part(6, text("Millrace OS\n")),
                        part(7, hex("0014 0010")),
                        part(8, hex("05 01 0a000001 02 00000007 00")),
                        part(8, hex("11 02 20010db8000000000000000000000001 03 00000007 03 2b0601")),
                        part(8, hex("07 06 020000000001 01 00000007")),
                        end));
        add(
                "LLDP, other identifiers",
                lldp(
                        part(1, hex("05 02 20010db8000000000000000000000001")),
                        part(2, hex("04 10 0102")),
                        part(2, hex("09 0102")),
                        part(1, hex("07"), text("local")),
                        part(9, hex("0102"))));
        add(
                "LLDP, 802.1",
                lldp(
                        chassis,
                        organization("0080c2 01 0064"),
                        organization("0080c2 02 06 0064"),
                        organization("0080c2 03 0064 04 76313030"),
                        organization("0080c2 04 02 8863"),
                        organization("0080c2 07 03 00000001"),
                        organization("0080c2 08 55 aa"),
                        organization("0080c2 11 0102")));
        add(
                "LLDP, data centre",
                lldp(
                        organization("0080c2 09 c3 01234567 0a0b0c0d0e0f1011 0001020304050607"),
                        organization("0080c2 0a 00 01234567 6400000000000000 0001020304050607"),
                        organization("0080c2 0b 83 18"),
                        organization("0080c2 0c 00 618906 628914"),
                        organization("0080c2 0d 07 0f 25 95 61"),
                        organization("0080c2 0e 88 00 0123 001002 003004")));
        add(
                "LLDP, 802.3",
                lldp(
                        organization("00120f 01 03 6c03 001e"),
                        organization("00120f 02 0f 01 04"),
                        organization("00120f 03 01 00000005"),
                        organization("00120f 04 05ee"),
                        organization("00120f 07 00")));
        add(
                "LLDP, media",
                lldp(
                        organization("0012bb 01 003f 04"),
                        organization("0012bb 02 01 40 c9 6e"),
                        organization("0012bb 03 01 2002030405 4001020304 10 28010203 02"),
                        organization("0012bb 03 02 0c 01 4445 0102 4245 0602 5858"),
                        organization("0012bb 03 03 2b3439313233"),
                        organization("0012bb 03 09 0102"),
                        organization("0012bb 04 11 0041"),
                        organization("0012bb 04 23 0fff"),
                        organization("0012bb 05 312e30"),
                        organization("0012bb 0b 41"),
                        organization("0012bb 0c 41")));
        add(
                "LLDP, DCBX",
                lldp(
                        organization("001b21 02 020a 00010000000200000003 0411 00018000 01234567 0102030405060708 08"),
                        organization("001b21 02 0606 0000c0001c08 080a 00008000 8906401b2108 0a02 0102"),
                        organization("001b21 01 0102")));
        add("LLDP, DCBX beyond", lldp(organization("001b21 02 020b 0001"), organization("001b21 02 0602 0001")));
        add("LLDP, unknown organisation", lldp(chassis, organization("123456 01 0102"), end));
        add("LLDP, usage description", lldp(part(127, hex("00005e 01"), text("https://mud/"))));
        add("LLDP, too short", lldp(part(1, hex("04"))));
        add("LLDP, address too short", lldp(part(8, hex("03 01 0a00 02 00000007"))));
        add("LLDP beyond", lldp(chassis, hex("0409 05")));
    }

    private static byte[] lldp(byte[]... parts) {
        return eth(0x88cc, all(parts));
    }

    private static byte[] part(int type, byte[]... values) {
        byte[] value = all(values);
        return join(u16(type << 9 | value.length), value);
    }

    private static byte[] organization(String digits) {
        return part(127, hex(digits));
    }

    private void llc() {
        add("LLC test", llc(hex("0000e3 010203")));
        add("LLC test response", llc(hex("0001f3 010203")));
        add("LLC xid", llc(hex("0001af 810100")));
        add("LLC xid, other", llc(hex("0404bf 0102")));
        add("LLC two points", llc(hex("f0e003 0102")));
        add("LLC unknown points", llc(hex("12345f 0102")));
        add("LLC sabme", llc(hex("04047f")));
        add("LLC ready", llc(hex("f0f0 0102")));
        add("LLC reject, final", llc(hex("f0f1 0903")));
        add("LLC information", llc(hex("0404 0204 0102")));
        add("LLC IP", llc(hex("060603"), INNER));
        add("SNAP IPv4", llc(hex("aaaa03 000000 0800"), INNER));
        add("SNAP Cisco IPv6", llc(hex("aaaa03 0000f8 86dd"), INNER_6));
        add("SNAP unknown", llc(hex("aaaa03 112233 0800 0102")));
        add("SNAP unknown ethertype", llc(hex("aaaa03 000000 1234 0102")));
        add("SNAP bridged", llc(hex("aaaa03 0080c2 0007 0000"), FRAME));
        add("SNAP bridged STP", llc(hex("aaaa03 0080c2 000e 0000 00 80")));
        add("SNAP bridged ring", llc(hex("aaaa03 0080c2 0006 0000")));
        add("LLC, nothing", llc(hex("4242")));
    }

    private void eap() {
        add("EAPOL start", eth(0x888e, hex("0101 0000")));
        add("EAPOL logoff", eth(0x888e, hex("0102 0000")));
        add("EAPOL key", eth(0x888e, hex("0203 0005 0102030405")));
        add("EAPOL alert", eth(0x888e, hex("0204 0001 01")));
        add("EAP identity", eap(1, hex("01"), text("who?")));
        add("EAP identity, empty", eap(2, hex("01")));
        add("EAP notification", eap(1, hex("02"), text("note")));
        add("EAP nak", eap(2, hex("03 0419")));
        add("EAP MD5", eap(1, hex("04 10"), zeros(16)));
        add("EAP TLS", eap(1, hex("0d 20")));
        add("EAP TLS, length", eap(2, hex("0d c0 00000400 160301")));
        add("EAP TTLS", eap(2, hex("15 01")));
        add("EAP FAST", eap(2, hex("2b a1 00000400")));
        add("EAP SIM", eap(2, hex("12 0a 0000")));
        add("EAP AKA", eap(1, hex("17 01 0000")));
        add("EAP success", eap(3));
        add("EAP failure", eap(4));
        add("EAP other", eap(1, hex("fe 0102")));
        add("EAP request too short", eap(1));
        add("EAP TLS too short", eap(1, hex("0d")));
        add("EAP fragment", eth(0x888e, hex("0100 0005 0101 0010 01")));
        add("EAP of length 0", eth(0x888e, hex("0100 0000")));
    }

    private static byte[] eap(int code, byte[]... data) {
        byte[] all = all(data);
        byte[] packet = join(u8(code), u8(7), u16(4 + all.length), all);
        return eth(0x888e, join(hex("0100"), u16(packet.length), packet));
    }

    private void slowProtocols() {
        byte[] actor = hex("0114 8000 020000000001 0011 00ff 0001 3d 000000");
        byte[] partner = hex("0214 8000 020000000002 0012 00fe 0002 c7 000000");
        byte[] collector = hex("0310 0064 000000000000000000000000");
        add("LACP", eth(0x8809, join(hex("0101"), actor, partner, collector, zeros(52))));
        add("LACP, unknown part", eth(0x8809, join(hex("0101"), hex("0904 0102"), zeros(52))));
        add("LACP, wrong length", eth(0x8809, join(hex("0101"), hex("0104 0102 0301"))));
        add("LACP version 2", eth(0x8809, hex("0102 00")));
        add("LACP short", eth(0x8809, join(hex("0101"), actor, hex("0214 80"))));
        add("Marker", eth(0x8809, join(hex("0201 0110 0001 020000000001 00000007 0000 0000"), zeros(90))));
        byte[] local = hex("0110 01 0000 05 1d 05dc 00000c 01020304");
        add(
                "OAM information",
                eth(
                        0x8809,
                        join(
                                hex("03 0050 00"),
                                local,
                                hex("0210 01 0000 02 00 05dc 123456 0" + "1020304"),
                                hex("0005 fe06 00000000"))));
        add("OAM organisation", eth(0x8809, hex("03 0000 00 fe06 00000c01 0904 0102 0103 01")));
        byte[] event = hex("0228 0001 0000000000000001 0000000000000002 0000000000000003 0000000000000004 00000005");
        add("OAM event", eth(0x8809, join(hex("03 0001 01 0007"), event, hex("0000"))));
        add("OAM loopback", eth(0x8809, hex("03 0008 04 01")));
        add("OAM request", eth(0x8809, hex("03 0000 02 070123")));
        add("slow, unknown", eth(0x8809, hex("0a 010203")));
    }

    private void routers() {
        add("VRRP 2", vrrp(255, "21 01 64 01 00 01 0000 0a0000fe 0000000000000000"));
        add("VRRP 2, password", vrrp(255, "21 01 64 02 01 01 0000 0a0000fe 0a0000fd 7365637265740000"));
        add("VRRP 2, other TTL", vrrp(64, "21 01 64 01 07 01 0000 0a0000fe 0000000000000000"));
        add("VRRP 3", vrrp(255, "31 01 64 01 0064 0000 0a0000fe"));
        add("VRRP 4", vrrp(255, "41 01 64 01 0064 0000 0a0000fe"));
        add("VRRP, unknown type", vrrp(255, "22 01 64 01 0064 0000 0a0000fe"));
        add("CARP", vrrp(255, "21 01 00 07 00 01 0000 0011223344556677 000102030405060708090a0b0c0d0e0f10111213"));
        add("OSPF hello", ospf("01", "0000", "ffffff00 000a 12 01 00000028 0a000001 0a000002 01010101 02020202"));
        add("OSPF hello, password", ospf("01", "0001", "ffffff00 000a 02 01 00000028 00000000 00000000"));
        add("OSPF description", ospf("02", "0000", "05dc 42 07 00000001"));
        String header = "0001 22 01 01010101 02020202 80000001 1234 0030";
        String opaque = "0001 22 0a 01000007 02020202 80000001 1234 0020";
        add("OSPF description, headers", ospf("02", "0000", "0000 42 00 00000001" + header + opaque));
        add("OSPF request", ospf("03", "0000", "00000001 01010101 02020202 0000000a 04000001 02020202"));
        add("OSPF acknowledgement", ospf("05", "0000", header + "0001 22 01 01010101 02020202 80000001 1234 0001"));
        add("OSPF unknown", ospf("09", "0000", "00"));
        add(
                "OSPF 3 hello",
                eth(
                        0x86dd,
                        ipv6(
                                89,
                                hex("0301 0024 01010101 00000000 0000 00 00"
                                        + "00000001 01000013 000a 0028 00000000 00000000"))));
        add(
                "OSPF 3 hello, neighbours",
                eth(
                        0x86dd,
                        ipv6(
                                89,
                                hex("0301 0028 01010101 00000007 0000 09 00"
                                        + "00000001 0100033f 000a 0028 01010101 02020202 03030303"))));
        add("OSPF 3 unknown", eth(0x86dd, ipv6(89, hex("0309 0010 01010101 00000000 0000 00 00"))));
        add(
                "PIM hello",
                pim("2000 0000 0001 0002 0069 0002 0004 01f409c4 0013 0004 00000001 0014 0004 12345678"
                        + "0015 0004 01 3c 0000 0016 0000 0018 0006 0100 0a000001 0099 0002 0102"));
        add("PIM hello, wrong option", pim("2000 0000 0001 0003 006900"));
        add("PIM register", pim("2100 deff 00000000", INNER));
        add("PIM register, null", pim("2100 0000 40000000 00000014 00000000 40670000 0a000001 e0000001"));
        add("PIM register stop", pim("2200 0000 0100 0020 e1010101 0100 0a000001"));
        add(
                "PIM join",
                pim("2300 0000 0100 0a000002 00 01 00d2 0100 0020 e1010101 0001 0001"
                        + "0100 0720 0a000001 0100 0018 0a000003"));
        add("PIM join, infinite", pim("2300 0000 0100 0a000002 00 01 ffff 0100 0418 e1010100 0000 0000"));
        add("PIM graft acknowledgement", pim("2700 0000 0001 0000 0100 0020 e1010101 0000 0000"));
        add("PIM join, no address", pim("2300 0000 0300 0a000002"));
        add("PIM assert", pim("2500 0000 0100 0020 e1010101 0100 0a000001 80000064 0000000a"));
        add("PIM 1", pim("1000 0000"));
        add("PIM, unknown", pim("2f00 0000"));
    }

    private static byte[] vrrp(int ttl, String digits) {
        return eth(0x0800, withHops(ttl, ipv4(112, hex(digits))));
    }

    private static byte[] ospf(String type, String authentication, String body) {
        byte[] content = hex(body);
        byte[] header =
                join(hex("02" + type), u16(24 + content.length), hex("02020202 00000000 0000" + authentication));
        return eth(0x0800, ipv4(89, join(header, text("secret\0\0"), content)));
    }

    private static byte[] pim(String digits, byte[]... more) {
        return eth(0x0800, ipv4(103, join(digits, all(more))));
    }

    private void l2tp() {
        add("L2TP data", l2tp(hex("0002 0001 0002 ff03 0021"), INNER));
        add("L2TP data, all fields", l2tp(hex("4b02 0036 0001 0002 0003 0004 0002 0000 ff03 0021"), INNER));
        add("L2TP hello", l2tp(hex("c802 0014 0001 0000 0003 0004 8008 0000 0000 0006")));
        add("L2TP, ZLB", l2tp(hex("c802 000c 0001 0000 0003 0004")));
        add("L2TP, no length", l2tp(hex("8802 0001 0000 0003 0004")));
        add("L2TP, too long", l2tp(hex("c802 0ff4 0001 0000 0003 0004")));
        add("L2TP, too short", l2tp(hex("c802 0004 0001 0000 0003 0004")));
        add("L2F", l2tp(hex("c801 0014 0001")));
        add("L2TP 3", l2tp(hex("c803 0014 0001")));
        add(
                "L2TP start",
                attributes(
                        attribute(0, "0001"),
                        attribute(2, "0100"),
                        attribute(3, "00000003"),
                        attribute(4, "00000003"),
                        attribute(5, "0102030405060708"),
                        attribute(6, "0690"),
                        attribute(7, "6c6163"),
                        attribute(8, "4d696c6c"),
                        attribute(9, "0001"),
                        attribute(11, "010203"),
                        attribute(13, "00112233445566778899aabbccddeeff")));
        add(
                "L2TP disconnect",
                attributes(
                        attribute(0, "000e"),
                        attribute(1, "0002 0006 627965"),
                        attribute(1, "0002"),
                        attribute(1, "0002 01"),
                        attribute(12, "0010 02 41"),
                        attribute(14, "0002"),
                        attribute(46, "0001 c021 01 6279"),
                        attribute(46, "0001 c021 09")));
        add(
                "L2TP call",
                attributes(
                        attribute(15, "00000001"),
                        attribute(18, "00000002"),
                        attribute(19, "00000001"),
                        attribute(20, "0001"),
                        attribute(21, "313233"),
                        attribute(26, "010405d4"),
                        attribute(29, "0002"),
                        attribute(29, "0009"),
                        attribute(32, "0007"),
                        attribute(34, "0000 00000001 00000002 00000003 00000004 00000005 00000006"),
                        attribute(34, "0000 00000001"),
                        attribute(35, "0000 ffffffff 000a0000"),
                        attribute(39, ""),
                        attribute(99, "01")));
        add(
                "L2TP others",
                attributes(hex("c008 0000 0007 0102 0008 0009 0001 6162"), attribute(3, "00"), hex("0003 0000 0001")));
    }

    private static byte[] l2tp(byte[]... parts) {
        return eth(0x0800, udp4(1701, 1701, all(parts)));
    }

    private static byte[] attributes(byte[]... parts) {
        byte[] all = all(parts);
        return l2tp(hex("c802"), u16(12 + all.length), hex("0001 0000 0003 0004"), all);
    }

    private static byte[] attribute(int type, String digits) {
        byte[] value = hex(digits);
        return join(u16(0x8000 | 6 + value.length), u16(0), u16(type), value);
    }

    private void ipsec() {
        byte[] check = hex("00112233445566778899aabb");
        add("ESP", eth(0x0800, ipv4(50, join(hex("00001234 00000007"), check))));
        add("ESP over UDP", eth(0x0800, udp4(4500, 4500, join(hex("00001234 00000007"), check))));
        add("ESP over UDP, keep-alive", eth(0x0800, udp4(4500, 4711, hex("ff"))));
        add("ESP, IPv6", eth(0x86dd, ipv6(50, join(hex("00001234 00000007"), check))));
        add("AH, IP", eth(0x0800, ipv4(51, join(hex("04 04 0000 00001234 00000007"), check, INNER))));
        add(
                "AH, UDP",
                eth(
                        0x0800,
                        ipv4(
                                51,
                                join(
                                        hex("11 04 0001 00001234 00000007"),
                                        check,
                                        Arrays.copyOfRange(INNER, 20, INNER.length)))));
        add("AH, ESP", eth(0x0800, ipv4(51, join(hex("32 04 0000 00001234 00000007"), check, u32(1), u32(2)))));
        add("AH, short", eth(0x0800, ipv4(51, hex("11 00 0000 00001234"))));
        add("IPComp", eth(0x0800, ipv4(108, hex("04 00 0002 010203"))));
    }

    private static byte[] withHops(int hops, byte[] packet) {
        return Packets.checked(with(with(with(packet, 8, hops), 10, 0), 11, 0), 10, 0, 20);
    }

    private static byte[] all(byte[]... parts) {
        return join((Object[]) parts);
    }

    private static byte[] text(String characters) {
        return characters.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] padded(String characters, int size) {
        return Arrays.copyOf(text(characters), size);
    }
}
