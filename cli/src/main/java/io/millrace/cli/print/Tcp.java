package io.millrace.cli.print;

import io.millrace.protocol.IpProtocol;

/** TCP (RFC 9293). */
final class Tcp {
    private static final int HEADER_BYTES = 20;
    /** How much of a reset's data is shown, in bytes. */
    private static final int MAX_REASON = 30;

    private static final int FIN = 0x01;
    private static final int SYN = 0x02;
    private static final int RST = 0x04;
    private static final int ACK = 0x10;
    private static final int URG = 0x20;
    private static final Words FLAGS = Words.NONE
            .with(FIN, "F")
            .with(SYN, "S")
            .with(RST, "R")
            .with(0x08, "P")
            .with(ACK, ".")
            .with(URG, "U")
            .with(0x40, "E")
            .with(0x80, "W");

    private Tcp() {}

    static void print(Bytes segment, IpHeader ip, Line line) {
        line.protocol("tcp");
        if (!segment.has(2, 2)) {
            ip.addresses(line).add(':').truncated();
            return;
        }
        int from = segment.u16(0);
        int to = segment.u16(2);
        ip.ends(IpProtocol.TCP, line.names().tcpPort(from), line.names().tcpPort(to), line);
        segment.require(0, HEADER_BYTES);
        int header = (segment.u8(12) >>> 4) * 4;
        if (header < HEADER_BYTES) {
            line.add(" tcp ").add(Integer.toUnsignedLong(segment.length() - header));
            line.add(" [bad hdr length ").add(header).add(" - too short, < 20]");
        } else if (line.style().quick()) {
            line.add("tcp ").add(Integer.toUnsignedLong(segment.length() - header));
            requireHeader(segment, header, line);
        } else {
            printBody(segment, header, from, to, ip, line);
        }
    }

    private static boolean requireHeader(Bytes segment, int header, Line line) {
        if (header <= segment.length()) {
            return true;
        }
        line.add(" [bad hdr length ")
                .add(header)
                .add(" - too long, > ")
                .add(segment.length())
                .add(']');
        return false;
    }

    private static void printBody(Bytes segment, int header, int from, int to, IpHeader ip, Line line) {
        int flags = segment.u8(13);
        line.add("Flags [").add(FLAGS.bits(flags, "", "none")).add(']');
        RelativeNumbers numbers =
                new RelativeNumbers(ip.conversation(from, to), (flags & SYN) != 0, segment.i32(4), segment.i32(8));
        if (!line.style().absoluteNumbers() && (flags & ACK) != 0) {
            line.later(numbers::look);
        }
        if (!requireHeader(segment, header, line)) {
            return;
        }
        if (line.style().verbose() && !ip.isFragmented()) {
            checksum(segment, ip, line);
        }
        int length = segment.length() - header;
        if (line.style().verbosity() > 1 || length > 0 || (flags & (SYN | FIN | RST)) != 0) {
            line.add(", seq ").later(history -> numbers.sequence(0));
            if (length > 0) {
                line.add(':').later(history -> numbers.sequence(length));
            }
        }
        if ((flags & ACK) != 0) {
            line.add(", ack ").later(history -> numbers.acknowledgement());
        }
        line.add(", win ").add(segment.u16(14));
        if ((flags & URG) != 0) {
            line.add(", urg ").add(segment.u16(18));
        }
        if (header > HEADER_BYTES
                && !TcpOptions.print(segment.part(HEADER_BYTES, header - HEADER_BYTES), numbers, line)) {
            return;
        }
        line.add(", length ").add(length);
        if (length > 0) {
            printPayload(segment.from(header), flags, from, to, line);
        }
    }

    private static void printPayload(Bytes payload, int flags, int from, int to, Line line) {
        if ((flags & RST) != 0 && line.style().verbose()) {
            printReason(payload, line);
            return;
        }
        Printer printer = TcpPorts.of(from, to);
        if (printer != null) {
            printer.print(payload, line);
        }
    }

    /** What a reset carries says why, in some systems (RFC 9293, section 3.5.3). */
    private static void printReason(Bytes payload, Line line) {
        line.add(payload.has(0, payload.length()) ? " [RST" : " [!RST");
        line.add(payload.length() > MAX_REASON ? "+ " : " ");
        line.add(payload.text(0, Math.min(payload.captured(), MAX_REASON))).add(']');
    }

    private static void checksum(Bytes segment, IpHeader ip, Line line) {
        if (segment.has(0, segment.length())) {
            long pseudo = ip.pseudoHeader(IpProtocol.TCP, segment.length());
            int sum = Checksum.sum(pseudo, segment, 0, segment.length());
            int checksum = segment.u16(16);
            line.add(", cksum 0x").hex(checksum, 4);
            if (Checksum.isCorrect(sum)) {
                line.add(" (correct)");
            } else {
                line.add(" (incorrect -> 0x")
                        .hex(Checksum.shouldBe(checksum, sum), 4)
                        .add(')');
            }
        }
    }
}
