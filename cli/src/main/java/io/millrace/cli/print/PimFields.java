package io.millrace.cli.print;

/** The fields of a PIM message one after the other: addresses in PIM's encodings, and numbers. */
final class PimFields {
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;

    private final Line line;
    private final int addressBytes;
    private Bytes rest;

    /**
     * The fields of a message.
     *
     * @param addressBytes how long each address is, as RFC 2117 had it; 0 if each tells its own family
     */
    PimFields(Bytes body, int addressBytes, Line line) {
        this.rest = body;
        this.addressBytes = addressBytes;
        this.line = line;
    }

    /** The fields of a part of this message. */
    PimFields within(Bytes part) {
        return new PimFields(part, addressBytes, line);
    }

    Line line() {
        return line;
    }

    int left() {
        return rest.length();
    }

    int u8(int at) {
        return rest.u8(at);
    }

    int u16(int at) {
        return rest.u16(at);
    }

    long u32(int at) {
        return rest.u32(at);
    }

    Bytes part(int length) {
        return rest.part(0, length);
    }

    void skip(int bytes) {
        rest = rest.from(bytes);
    }

    /** Tells the address of a router; false if there is none. */
    boolean unicast(String title) {
        line.add(title);
        int header = addressBytes == 0 ? 2 : 0;
        int size = size(header);
        if (size == 0 || !rest.has(header, size)) {
            return false;
        }
        address(header, size);
        skip(header + size);
        return true;
    }

    /** Tells a group with its mask; false if there is none. */
    boolean group(String title) {
        return masked(title, true);
    }

    /** Tells a source with its mask and what is special about it; false if there is none. */
    boolean source(String title) {
        return masked(title, false);
    }

    private boolean masked(String title, boolean group) {
        line.add(title);
        int header = addressBytes == 0 ? 2 : 0;
        int size = size(header + 2);
        if (size == 0 || !rest.has(header, size + 2)) {
            return false;
        }
        address(header + 2, size);
        int mask = rest.u8(header + 1);
        if (mask != size * 8) {
            line.add('/').add(mask);
        }
        int flags = rest.u8(header);
        if (flags != 0 && group) {
            line.add("(0x").hex(flags, 2).add(')');
        } else if (flags != 0) {
            line.add('(').add((flags & 4) != 0 ? "S" : "").add((flags & 2) != 0 ? "W" : "");
            line.add((flags & 1) != 0 ? "R" : "");
            if ((flags & 0xf8) != 0) {
                line.add("+0x").hex(flags & 0xf8, 2);
            }
            line.add(')');
        }
        skip(header + 2 + size);
        return true;
    }

    /** How long the next address is, if it lies so many bytes ahead; 0 if it is no address. */
    private int size(int ahead) {
        int size = addressBytes;
        if (size == 0 && rest.length() >= 2) {
            int family = rest.u8(0);
            int encoding = family == AddressFamilies.IPV4 || family == AddressFamilies.IPV6 ? rest.u8(1) : 0;
            if (encoding == 0) {
                size = sizeOf(family);
            }
        }
        boolean fits = rest.length() >= ahead + size;
        return fits && (size == IPV4_BYTES || size == IPV6_BYTES) ? size : 0;
    }

    private static int sizeOf(int family) {
        return switch (family) {
            case AddressFamilies.IPV4 -> IPV4_BYTES;
            case AddressFamilies.IPV6 -> IPV6_BYTES;
            default -> 0;
        };
    }

    private void address(int at, int size) {
        line.add(
                size == IPV4_BYTES
                        ? line.names().ipv4(rest.i32(at))
                        : line.names().ipv6(rest.u64(at), rest.u64(at + 8)));
    }
}
