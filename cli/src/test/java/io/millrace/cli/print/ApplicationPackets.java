package io.millrace.cli.print;

import static io.millrace.cli.print.DnsMessages.ascii;
import static io.millrace.cli.print.Packets.eth;
import static io.millrace.cli.print.Packets.join;
import static io.millrace.cli.print.Packets.tcp4;
import static io.millrace.cli.print.Packets.u16;
import static io.millrace.cli.print.Packets.u32;
import static io.millrace.cli.print.Packets.u8;
import static io.millrace.cli.print.Packets.udp4;
import static io.millrace.cli.print.Packets.zeros;

/** One frame, or a few, of each protocol of applications. */
final class ApplicationPackets {
    private ApplicationPackets() {}

    static byte[] overUdp(int port, String text) {
        return eth(0x800, udp4(4711, port, ascii(text)));
    }

    static byte[] overTcp(int port, String text) {
        return eth(0x800, tcp4(4711, port, ascii(text)));
    }

    static byte[] overUdp(int port, byte[] data) {
        return eth(0x800, udp4(4711, port, data));
    }

    static byte[][] lines() {
        return new byte[][] {
            overTcp(80, "GET /index.html HTTP/1.1\r\nHost: example.org\r\n\r\n"),
            overTcp(80, "get / HTTP/1.0\nA:\tb\n\nbody that does not end"),
            overTcp(8080, "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"),
            overTcp(80, "only data\r\n"),
            overTcp(80, "GET / HTTP/1.1\r\nA\0B: c\r\n\r\n"),
            overTcp(80, "GET / HTTP/1.1\rA: c\r\n\r\n"),
            overTcp(80, "GET"),
            overTcp(80, "HTTP/1.1 20x OK\r\n"),
            overTcp(25, "EHLO example.org\r\nMAIL FROM:<a@b>\r\n"),
            overTcp(25, "250-ready\r\n250 OK\r\n"),
            overTcp(21, "USER anonymous\r\n"),
            overTcp(21, "220 welcome\r\n"),
            overTcp(43, "example.org\r\n"),
            overTcp(554, "DESCRIBE rtsp://h/x RTSP/1.0\r\nCSeq: 1\r\n\r\n"),
            overTcp(8554, "RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n"),
            overTcp(22, "SSH-2.0-OpenSSH_9.2\r\n"),
            overTcp(22, "\0\0\5\24"),
            overUdp(5060, "INVITE sip:a@b SIP/2.0\r\nVia: x\r\n\r\nv=0\r\n"),
            overUdp(5060, "SIP/2.0 200 OK\r\nVia: x\r\n\r\n"),
            overUdp(5060, "\0\0\0\0")
        };
    }

    static byte[][] syslog() {
        return new byte[][] {
            overUdp(514, "<34>Oct 11 22:14:15 host su: failed\n"),
            overUdp(514, "<999>x"),
            overUdp(514, "<191>"),
            overUdp(514, "34>x"),
            overUdp(514, "<"),
            overUdp(514, "<3a>x"),
            overUdp(514, "<1>\0\u00ff")
        };
    }

    static byte[][] tftp() {
        return new byte[][] {
            overUdp(69, "\0\1file.bin\0octet\0blksize\0001428\0"),
            overUdp(69, "\0\2f\0netascii\0"),
            overUdp(69, "\0\3\0\5abcdef"),
            overUdp(69, "\0\4\0\5"),
            overUdp(69, "\0\5\0\1not found\0"),
            overUdp(69, "\0\5\0\31other\0"),
            overUdp(69, "\0\6blksize\0001428\0tsize\00010\0"),
            overUdp(69, "\0\11abc"),
            overUdp(69, "\0\1file"),
            overUdp(69, "\0\1f\0oct"),
            overUdp(69, "\0")
        };
    }

    static byte[][] ntp() {
        byte[] times = join(
                u32(3_900_000_000L),
                u32(0x80000000L),
                u32(3_900_000_001L),
                u32(1),
                u32(3_900_000_001L),
                u32(0x40000000L),
                u32(3_900_000_000L),
                u32(0xffffffffL));
        byte[] fixed = join("0006e9", "00001234", "00018000", "0a000009", times);
        byte[] near = join("0106fa", zeros(8), ascii("GPS\0"), times);
        return new byte[][] {
            overUdp(123, join(u8(0x23), fixed)),
            overUdp(123, join(u8(0x24), near)),
            overUdp(123, join(u8(0x65), "02f003", zeros(8), "c0a80001", times, u32(7), zeros(16))),
            overUdp(123, join(u8(0xd9), "1006e9", zeros(8), "c0a80001", times, u32(7), zeros(20))),
            overUdp(123, join(u8(0x1b), zeros(51))),
            overUdp(123, join(u8(0x23), zeros(31), u32(3_900_000_001L), u32(1), u32(3_900_000_002L), u32(9))),
            overUdp(123, join("1682000000000000 00000000")),
            overUdp(123, join(u8(0x1b), zeros(60))),
            overUdp(123, join("16820001061800000000 0005", ascii("abcde"), zeros(3))),
            overUdp(123, join("1700032a", zeros(20))),
            overUdp(123, join("230000"))
        };
    }

    static byte[][] dhcp() {
        byte[] discover = dhcp(
                1,
                join(
                        "350101 3d0701020000000001 32040a000005 0c04",
                        ascii("host"),
                        "370501030611ff 390205dc ff",
                        zeros(4)));
        byte[] acknowledge = dhcp(
                2,
                join(
                        "350105 36040a000001 330400015180 0104ffffff00 03040a000001 06080808080808080404",
                        "790d18c0a8010a000001000a000002 510f010000",
                        ascii("host.example"),
                        "520b0104",
                        ascii("eth0"),
                        "0203",
                        ascii("abc"),
                        "2b06010400000002 340101 4d0403",
                        ascii("abc"),
                        "0204ffff0000 1303000102 2e0104 c803616263 e0026162 0000ff"));
        return new byte[][] {
            eth(0x800, udp4(68, 67, discover)),
            eth(0x800, udp4(67, 68, acknowledge)),
            eth(0x800, udp4(68, 67, dhcp(3, new byte[0]))),
            eth(0x800, udp4(68, 67, Packets.cut(discover, 100))),
            eth(0x800, udp4(68, 67, Packets.cut(discover, 3)))
        };
    }

    private static byte[] dhcp(int operation, byte[] options) {
        byte[] addresses = join("0a000006 0a000005 0a000001 0a090909");
        byte[] names = join(ascii("srv"), zeros(61), ascii("pxe.0"), zeros(123));
        return join(
                u8(operation),
                "010601 12345678 0005 8000",
                addresses,
                "020000000001",
                zeros(10),
                names,
                "63825363",
                options);
    }

    /** Every option of DHCP with data of a length. */
    static byte[][] dhcpOptions(byte[] data) {
        byte[][] frames = new byte[254][];
        for (int code = 1; code < 255; code++) {
            byte[] options = join(u8(code), u8(data.length), data, "ff0000");
            frames[code - 1] = eth(0x800, udp4(68, 67, dhcp(1, options)));
        }
        return frames;
    }

    /** Hellos of TLS with a server's name, protocols and versions, and an alert. */
    static byte[][] tls() {
        byte[] server = join("0000 0010 000e 00 000b", ascii("example.org"));
        byte[] others = join("0010 0005 0003 02", ascii("h2"), "002b 0003 02 0304");
        byte[] extensions = join(server, others);
        byte[] body = join("0303", zeros(32), "00 0002 1301 0100", u16(extensions.length), extensions);
        byte[] hello = join("160301", u16(4 + body.length), u32(0x01000000L + body.length), body);
        byte[] answer = join("160303 002c 02000028 0303", zeros(32), "00 1301 00 0000");
        return new byte[][] {
            eth(0x800, tcp4(4711, 443, hello)),
            eth(0x800, tcp4(443, 4711, join(answer, "140303 0001 01"))),
            eth(0x800, tcp4(443, 4711, join("150303 0002 0228")))
        };
    }

    static byte[] dns(byte[] message) {
        return eth(0x800, udp4(53, 4711, message));
    }

    static byte[] dnsOverTcp(byte[] message) {
        return eth(0x800, tcp4(53, 4711, join(u16(message.length), message)));
    }
}
