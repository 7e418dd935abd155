package io.millrace.cli.print;

/**
 * TLS records (RFC 8446 section 5), on any TCP port that no other printer has; tcpdump prints nothing of them.
 *
 * <p>Of a segment that begins with records their kinds are printed, of a hello what it says in the clear. A record that goes
 * on in the next segment is not put together; what of it is here is printed.
 */
final class Tls {
    private static final int HEADER_BYTES = 5;
    /** The longest record that is allowed, of the oldest version. */
    private static final int LONGEST_RECORD = (1 << 14) + 2048;

    private static final int MOST_RECORDS = 8;

    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final Words TYPES = Words.NONE
            .with(20, "change cipher spec")
            .with(ALERT, "alert")
            .with(HANDSHAKE, "handshake")
            .with(23, "application data");
    private static final String[] VERSIONS = {"SSL 3.0", "1.0", "1.1", "1.2", "1.3"};

    private Tls() {}

    /** Prints a segment's records; nothing if it does not begin with one. */
    static void print(Bytes segment, Line line) {
        int at = 0;
        for (int i = 0; i < MOST_RECORDS && isRecord(segment, at); i++) {
            line.protocol("tls").add(i == 0 ? ": TLS: " : "; ");
            int length = segment.u16(at + 3);
            printRecord(segment.part(at + HEADER_BYTES, length), segment, at, length, line);
            at += HEADER_BYTES + length;
        }
    }

    private static boolean isRecord(Bytes segment, int at) {
        if (!segment.has(at, HEADER_BYTES) || TYPES.of(segment.u8(at)) == null) {
            return false;
        }
        int length = segment.u16(at + 3);
        return segment.u8(at + 1) == 3
                && segment.u8(at + 2) < VERSIONS.length
                && length > 0
                && length <= LONGEST_RECORD;
    }

    private static void printRecord(Bytes record, Bytes segment, int at, int length, Line line) {
        int type = segment.u8(at);
        if (type == HANDSHAKE && TlsHello.isHello(record, length)) {
            TlsHello.print(record, line);
            return;
        }
        line.add(TYPES.of(type, "record"));
        if (type == ALERT && length == 2) {
            TlsAlert.print(record, line);
        }
        if (line.style().verbose()) {
            line.add(", version ").add(version(segment.u16(at + 1)));
            line.add(", length ").add(length);
        }
    }

    static String version(int number) {
        int minor = number - 0x300;
        return minor >= 0 && minor < VERSIONS.length ? VERSIONS[minor] : "0x" + Integer.toHexString(number);
    }
}
