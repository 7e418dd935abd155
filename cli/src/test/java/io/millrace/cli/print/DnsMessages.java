package io.millrace.cli.print;

import static io.millrace.cli.print.Packets.join;
import static io.millrace.cli.print.Packets.u16;
import static io.millrace.cli.print.Packets.u32;
import static io.millrace.cli.print.Packets.u8;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Messages of DNS built by hand. */
final class DnsMessages {
    static final int QUERY = 0x0100;
    static final int ANSWER = 0x8580;
    /** A pointer to the first question's name. */
    static final byte[] SAME = u16(0xc00c);

    private DnsMessages() {}

    static byte[] name(String dotted) {
        byte[] name = {};
        for (String label : dotted.split("\\.", -1)) {
            name = join(name, u8(label.length()), ascii(label));
        }
        return join(name, u8(0));
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] question(String name, int type, int klass) {
        return join(name(name), u16(type), u16(klass));
    }

    static byte[] record(byte[] name, int type, int klass, long seconds, byte[] data) {
        return join(name, u16(type), u16(klass), u32(seconds), u16(data.length), data);
    }

    /** An OPT record with these options. */
    static byte[] options(byte[] options) {
        return record(u8(0), 41, 1232, 0x8000, options);
    }

    static byte[] option(int code, byte[] data) {
        return join(u16(code), u16(data.length), data);
    }

    static byte[] message(int id, int flags, byte[]... questions) {
        return message(id, flags, List.of(questions), List.of(), List.of(), List.of());
    }

    static byte[] message(
            int id,
            int flags,
            List<byte[]> questions,
            List<byte[]> answers,
            List<byte[]> authorities,
            List<byte[]> others) {
        byte[] message = join(
                u16(id),
                u16(flags),
                u16(questions.size()),
                u16(answers.size()),
                u16(authorities.size()),
                u16(others.size()));
        for (List<byte[]> section : List.of(questions, answers, authorities, others)) {
            message = join(message, join(section.toArray()));
        }
        return message;
    }

    /** An answer to a question for example.org with one record. */
    static byte[] answer(byte[] record) {
        return message(7, ANSWER, List.of(question("example.org", 1, 1)), List.of(record), List.of(), List.of());
    }

    /** With records of many types in every section, names compressed and not, and EDNS. */
    static byte[] full() {
        return message(
                4660,
                ANSWER,
                List.of(question("example.org", 1, 1)),
                List.of(
                        record(SAME, 1, 1, 300, u32(0x01020304)),
                        record(SAME, 28, 1, 90_061, join("20010000000000000000000000000001")),
                        record(name("a.long.name"), 16, 1, 5, join(u8(5), ascii("hello"), u8(3), ascii("a\"\u0001"))),
                        record(SAME, 15, 1, 604_800, join(u16(5), name("mx.example.org")))),
                List.of(record(SAME, 6, 1, 0, join(name("ns.example.org"), SAME, new byte[20]))),
                List.of(
                        record(SAME, 33, 1, 1, join(u16(1), u16(2), u16(443), name("x.y"))),
                        options(option(10, ascii("12345678")))));
    }
}
