package io.millrace.cli.print;

/** The routing header of IPv6 (RFC 8200 section 4.4, RFC 6275, RFC 8754). */
final class Ipv6Routing {
    /** The type whose first address is the route's last. */
    static final int SEGMENT_ROUTING = 4;

    private static final int SOURCE_ROUTE = 0;
    private static final int MOBILITY = 2;
    private static final int ADDRESS_BYTES = 16;

    private Ipv6Routing() {}

    /** Prints a routing header; false if nothing can be said behind it. */
    static boolean print(Bytes header, Line line) {
        header.require(0, 1);
        line.protocol("rt6").add("RT6");
        int words = header.u8(1);
        line.add(" (len=").add(words);
        int type = header.u8(2);
        line.add(", type=").add(type).add(type == SOURCE_ROUTE ? " [Deprecated]" : "");
        line.add(", segleft=", header.u8(3));
        switch (type) {
            case SOURCE_ROUTE, MOBILITY -> {
                long reserved = header.u32(4);
                if (reserved != 0 || line.style().verbose()) {
                    line.add(", rsv=0x").hex(reserved);
                }
            }
            case SEGMENT_ROUTING -> segmentFields(header, line);
            default -> {
                line.add(" (unknown type)").invalid();
                return false;
            }
        }
        if (words % 2 != 0 && type != SEGMENT_ROUTING) {
            line.add(" (invalid length ").add(words).add(')').invalid();
            return false;
        }
        addresses(header, type == SEGMENT_ROUTING ? header.u8(4) + 1 : words / 2, line);
        line.add(") ");
        return true;
    }

    private static void segmentFields(Bytes header, Line line) {
        line.add(", last-entry=", header.u8(4));
        int flags = header.u8(5);
        if (flags != 0 || line.style().verbose()) {
            line.add(", flags=0x").hex(flags);
        }
        line.hex(", tag=", header.u16(6));
    }

    private static void addresses(Bytes header, int count, Line line) {
        for (int i = 0; i < count; i++) {
            int at = 8 + i * ADDRESS_BYTES;
            String address = line.names().ipv6(header.u64(at), header.u64(at + 8));
            line.add(", [").add(i).add(']').add(address);
        }
    }
}
