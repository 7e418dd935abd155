package io.millrace.cli.print;

import static io.millrace.cli.print.DnsMessages.ANSWER;
import static io.millrace.cli.print.DnsMessages.QUERY;
import static io.millrace.cli.print.DnsMessages.SAME;
import static io.millrace.cli.print.DnsMessages.answer;
import static io.millrace.cli.print.DnsMessages.ascii;
import static io.millrace.cli.print.DnsMessages.full;
import static io.millrace.cli.print.DnsMessages.message;
import static io.millrace.cli.print.DnsMessages.name;
import static io.millrace.cli.print.DnsMessages.option;
import static io.millrace.cli.print.DnsMessages.options;
import static io.millrace.cli.print.DnsMessages.question;
import static io.millrace.cli.print.DnsMessages.record;
import static io.millrace.cli.print.Packets.eth;
import static io.millrace.cli.print.Packets.join;
import static io.millrace.cli.print.Packets.tcp4;
import static io.millrace.cli.print.Packets.u16;
import static io.millrace.cli.print.Packets.u32;
import static io.millrace.cli.print.Packets.u8;
import static io.millrace.cli.print.Packets.udp4;
import static io.millrace.cli.print.Packets.zeros;

import io.millrace.protocol.Linktype;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DnsTest {
    private static final byte[] QUESTION = question("example.org", 1, 1);

    @Test
    void shouldPrintEveryTypeOfQuestion() {
        List<byte[]> messages = new ArrayList<>();
        for (int type = 0; type < 260; type++) {
            messages.add(message(type, QUERY, question("example.org", type, 1)));
        }
        messages.add(message(1, QUERY, question("x", 16, 3)));
        messages.add(message(1, QUERY, question("x", 16, 0x101)));
        assertAlike(messages);
    }

    @Test
    void shouldPrintTheDataOfRecords() {
        byte[] host = name("ns.example.org");
        List<byte[]> messages = new ArrayList<>();
        for (int type : new int[] {2, 5, 12, 39, 10, 11, 13, 44, 46, 48, 50, 52, 64, 65, 99, 257}) {
            messages.add(answer(record(SAME, type, 1, 61, host)));
        }
        messages.add(answer(record(SAME, 1, 1, 1, u32(0x01020304))));
        messages.add(answer(record(SAME, 28, 1, 3600, join("20010db8000000000000000000000001"))));
        messages.add(answer(record(SAME, 6, 1, 3, join(host, name("admin.example.org"), zeros(20)))));
        messages.add(answer(record(SAME, 15, 1, 2, join(u16(10), host))));
        messages.add(answer(record(SAME, 16, 1, 2, join(u8(3), ascii("a\"\u00ff"), u8(0)))));
        messages.add(answer(record(SAME, 33, 1, 2, join(u16(1), u16(2), u16(443), host))));
        messages.add(answer(record(SAME, 38, 1, 2, join(u8(60), zeros(9), host))));
        messages.add(answer(record(SAME, 38, 1, 2, join(u8(129), zeros(9)))));
        messages.add(answer(record(SAME, 250, 1, 2, join(host, zeros(16)))));
        messages.add(answer(record(SAME, 256, 1, 2, join(u16(1), u16(2), ascii("https://example.org")))));
        messages.add(answer(record(SAME, 1, 3, 2, u32(0x01020304))));
        messages.add(answer(record(SAME, 1, 1, 2, u16(3))));
        messages.add(full());
        assertAlike(messages);
    }

    @Test
    void shouldPrintFlagsOperationsAndResponses() {
        List<byte[]> messages = new ArrayList<>();
        for (int bit = 0; bit < 15; bit++) {
            messages.add(message(bit, 1 << bit, QUESTION));
            messages.add(message(bit, 0x8000 | 1 << bit, QUESTION));
        }
        for (int code = 0; code < 16; code++) {
            messages.add(message(code, code << 11, QUESTION));
            messages.add(message(code, 0x8000 | code, QUESTION));
        }
        for (int code : new int[] {16, 18, 22, 23, 24, 255}) {
            byte[] extended = record(u8(0), 41, 512, (long) (code >> 4) << 24, new byte[0]);
            messages.add(
                    message(code, 0x8000 | (code & 15), List.of(QUESTION), List.of(), List.of(), List.of(extended)));
        }
        assertAlike(messages);
    }

    @Test
    void shouldPrintEveryOptionOfEdns() {
        byte[][] data = {
            {},
            u16(5),
            u16(0x0102),
            join("00011803010203"),
            join("00023800200102030405ff"),
            u32(86_400),
            ascii("12345678"),
            ascii("seventeen bytes.."),
            name("a.b"),
            join("0001140fffffff"),
            join("00012020010203040500")
        };
        List<byte[]> messages = new ArrayList<>();
        for (int code = 0; code < 20; code++) {
            for (byte[] bytes : data) {
                byte[] both = join(option(code, bytes), option(3, new byte[0]));
                messages.add(message(code, QUERY, List.of(QUESTION), List.of(), List.of(), List.of(options(both))));
            }
        }
        assertAlike(messages);
    }

    @Test
    void shouldEndNamesThatPointAtThemselves() {
        List<byte[]> messages = List.of(
                message(1, QUERY, join(SAME, "00010001")),
                message(2, QUERY, join(u8(1), ascii("a"), SAME, "00010001")),
                message(3, QUERY, join("0161 c0ff 0001 0001")),
                message(4, QUERY, join("c01c 0001 0001"), join("0162 c00c 0001 0001")),
                message(5, QUERY, join("0161 80ff 0001 0001")),
                message(6, QUERY, join("0161 4108 ff00 0001 0001")),
                message(7, QUERY, join("410b 5a5a 0000 0100 01")),
                message(8, QUERY, join("0161 4208 ff00 0001 0001")),
                answer(record(join("0162 c029"), 5, 1, 1, SAME)));
        assertAlike(messages);
    }

    /** By pointers to pointers a packet of 64 KiB could name gigabytes. */
    @Test
    void shouldEndNamesThatAreTooLong() {
        byte[] label = join(u8(63), ascii("a".repeat(63)));
        byte[] reserved = join("0161 97", zeros(0x97), "00");
        List<byte[]> messages = new ArrayList<>();
        for (int last : new int[] {1, 61, 62, 63}) {
            byte[] name = join(label, label, label, u8(last), ascii("b".repeat(last)));
            messages.add(message(1, QUERY, join(name, "00 00010001")));
            messages.add(answer(record(SAME, 15, 1, 2, join(u16(10), name, name, "00"))));
            messages.add(answer(record(SAME, 6, 1, 2, join(name, name, SAME, name, SAME, zeros(20)))));
            messages.add(answer(record(SAME, 5, 1, 2, join(name, u8(5), ascii("short"), SAME))));
        }
        messages.add(message(1, QUERY, join(reserved, "00010001")));
        messages.add(answer(record(SAME, 5, 1, 2, reserved)));
        assertAlike(messages);
    }

    @Test
    void shouldPrintMulticastDns() {
        byte[] unicast = question("a.local", 1, 0x8001);
        byte[] flushing = record(SAME, 1, 0x8001, 120, u32(0x01020304));
        List<byte[]> messages = List.of(
                message(0, 0, unicast, question("_http._tcp.local", 12, 1)),
                message(0, ANSWER, List.of(unicast), List.of(flushing), List.of(), List.of()));
        for (byte[] message : messages) {
            Tcpdump.of(Linktype.EN10MB, eth(0x800, udp4(5353, 5353, message))).assertAlike("", "-v", "-vv", "-vvv");
        }
    }

    @Test
    void shouldPrintMessagesOverTcp() {
        byte[] message = full();
        for (int length : new int[] {message.length, 0, 1, message.length + 1}) {
            byte[] data = join(u16(length), message);
            Tcpdump.of(Linktype.EN10MB, eth(0x800, tcp4(53, 4711, data))).assertAlike("", "-v", "-vv", "-q");
        }
        for (int length = 1; length < 16; length++) {
            byte[] data = join(u16(12), zeros(length - 1));
            Tcpdump.of(Linktype.EN10MB, eth(0x800, tcp4(53, 4711, data))).assertAlike("");
        }
    }

    private static void assertAlike(List<byte[]> messages) {
        byte[][] frames = messages.stream()
                .map(message -> eth(0x800, udp4(53, 4711, message)))
                .toArray(byte[][]::new);
        Tcpdump.of(Linktype.EN10MB, frames).assertAlike("", "-v", "-vv", "-vvv", "-q");
    }
}
