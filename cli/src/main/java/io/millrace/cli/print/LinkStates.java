package io.millrace.cli.print;

/** Advertisements of OSPF, by their headers (RFC 2328, A.4.1). */
final class LinkStates {
    static final int HEADER_BYTES = 20;

    private static final Words TYPES = Words.NONE
            .with(1, "Router")
            .with(2, "Network")
            .with(3, "Summary")
            .with(4, "ASBR Summary")
            .with(5, "External")
            .with(6, "Multicast Group")
            .with(7, "NSSA")
            .with(9, "Link Local Opaque")
            .with(10, "Area Local Opaque")
            .with(11, "Domain Wide Opaque");

    private static final Words OPAQUE_TYPES = Words.NONE
            .with(1, "Traffic Engineering")
            .with(3, "Graceful restart")
            .with(4, "Router Information");

    private LinkStates() {}

    static String name(long type) {
        return type <= 11 ? TYPES.of((int) type, "unknown") : "unknown";
    }

    static boolean isOpaque(long type) {
        return type >= 9 && type <= 11;
    }

    static String opaqueName(int type) {
        return OPAQUE_TYPES.of(type, "unknown");
    }

    /** Tells a header; false if it says that it is shorter than one. */
    static boolean header(Bytes header, Words options, Line line) {
        int length = header.u16(18);
        if (length < HEADER_BYTES) {
            line.add("\n\t    Bogus length ").add(length);
            line.add(" < header (").add(HEADER_BYTES).add(')');
            return false;
        }
        line.add("\n\t  Advertising Router ", line.names().ipv4(header.i32(8)));
        line.hex(", seq 0x", header.u32(12), 8);
        line.add(", age ", header.u16(0));
        line.add("s, length ").add(length - HEADER_BYTES);
        int type = header.u8(3);
        line.add("\n\t    ").add(name(type)).add(" LSA (").add(type).add(')');
        if (isOpaque(type)) {
            line.add(", Opaque-Type ", opaqueName(header.u8(4)));
            line.add(" LSA (", header.u8(4)).add("), Opaque-ID ", header.u24(5));
        } else {
            line.add(", LSA-ID: ", line.names().ipv4(header.i32(4)));
        }
        line.add("\n\t    Options: [", options.bits(header.u8(2), ", ", "none")).add(']');
        return true;
    }
}
