package io.millrace.cli.print;

/** The options of EDNS (RFC 6891), which an OPT record carries. */
final class DnsOptions {
    static final int SIGNING_ALGORITHMS = 5;
    static final int DIGESTS = 6;
    private static final int NSEC3_DIGESTS = 7;
    private static final int CLIENT_SUBNET = 8;
    private static final int EXPIRE = 9;
    private static final int COOKIE = 10;
    private static final int KEEPALIVE = 11;
    private static final int PADDING = 12;
    private static final int CHAIN = 13;
    private static final int KEY_TAG = 14;

    private DnsOptions() {}

    /** Prints the options between two offsets of a message, in brackets. */
    static void print(Bytes message, int from, int end, Line line) {
        line.add(" [");
        int at = from;
        while (at < end) {
            int code = message.u16(at);
            line.add(DnsWords.option(code));
            int length = message.u16(at + 2);
            message.require(at + 4, length);
            if (length > 0) {
                printData(code, message, at + 4, length, line);
            }
            at += 4 + length;
            line.add(at < end ? "," : "");
        }
        line.add(']');
    }

    private static void printData(int code, Bytes message, int at, int length, Line line) {
        line.add(' ');
        if (!isValid(code, length)) {
            line.invalid();
            return;
        }
        switch (code) {
            case SIGNING_ALGORITHMS, DIGESTS, NSEC3_DIGESTS -> algorithms(code, message, at, length, line);
            case CLIENT_SUBNET -> clientSubnet(message, at, length, line);
            case COOKIE -> {
                line.hex(message.part(at, 8)).add(length > 8 ? " " : "");
                line.hex(message.part(at + 8, length - 8));
            }
            case EXPIRE -> line.add(message.u32(at)).add(" sec");
            case KEEPALIVE -> {
                int tenths = message.u16(at);
                line.add(tenths / 10).add('.').add(tenths % 10).add(" sec");
            }
            case PADDING -> line.add('(').add(length).add(')');
            case CHAIN -> chain(message, at, line);
            case KEY_TAG -> {
                for (int i = 0; i < length; i += 2) {
                    line.add(i > 0 ? " " : "").add(message.u16(at + i));
                }
            }
            default -> line.hex(message.part(at, length));
        }
    }

    private static boolean isValid(int code, int length) {
        return switch (code) {
            case CLIENT_SUBNET -> length >= 4;
            case EXPIRE -> length == 4;
            case COOKIE -> length == 8 || (length >= 16 && length <= 40);
            case KEEPALIVE -> length == 2;
            case KEY_TAG -> length % 2 == 0;
            default -> true;
        };
    }

    private static void algorithms(int code, Bytes message, int at, int length, Line line) {
        for (int i = 0; i < length; i++) {
            line.add(i > 0 ? " " : "").add(DnsWords.algorithm(code, message.u8(at + i)));
        }
    }

    /** RFC 7871: the bits of the address that matter, and no byte more. */
    private static void clientSubnet(Bytes message, int at, int length, Line line) {
        int family = message.u16(at);
        int bits = message.u8(at + 2);
        int widest = family == 1 ? 32 : 128;
        int bytes = length - 4;
        if (family < 1 || family > 2 || bits > widest || bytes != (bits + 7) / 8) {
            line.invalid();
            return;
        }
        byte[] address = new byte[widest / 8];
        for (int i = 0; i < bytes; i++) {
            address[i] = (byte) message.u8(at + 4 + i);
        }
        Bytes whole = Bytes.of(address, address.length);
        line.add(family == 1 ? Addresses.ipv4Number(whole, 0) : Addresses.ipv6Number(whole, 0));
        line.add('/').add(bits).add('/').add(message.u8(at + 3));
    }

    private static void chain(Bytes message, int at, Line line) {
        try {
            DnsName.print(message, at, line);
        } catch (Truncated end) {
            // The option's length says where the next one begins, whatever the name is.
        }
    }
}
