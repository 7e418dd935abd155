package io.millrace.cli.print;

/** The options of neighbour discovery (RFC 4861 section 4.6, RFC 4191, RFC 6275, RFC 8106). */
final class NeighborOptions {
    private static final Words NAMES = Words.NONE
            .with(1, "source link-address")
            .with(2, "destination link-address")
            .with(3, "prefix info")
            .with(4, "redirected header")
            .with(5, "mtu")
            .with(7, "advertisement interval")
            .with(8, "homeagent information")
            .with(24, "route info")
            .with(25, "rdnss")
            .with(31, "dnssl");
    private static final Words PREFIX_FLAGS =
            Words.NONE.with(0x80, "onlink").with(0x40, "auto").with(0x20, "router");

    private final Bytes option;
    private final Line line;

    private NeighborOptions(Bytes option, Line line) {
        this.option = option;
        this.line = line;
    }

    /** Prints options, each on a line of its own. */
    static void print(Bytes options, Line line) {
        for (int at = 0; at < options.captured(); ) {
            int type = options.u8(at);
            int units = options.u8(at + 1);
            int length = units * 8;
            options.require(at, Math.max(length, 2));
            if (units == 0) {
                throw new Truncated();
            }
            String name = NAMES.of(type, "unknown");
            line.add("\n\t  ").add(name).add(" option (").add(type);
            line.add("), length ").add(length).add(" (").add(units).add("): ");
            Bytes option = options.part(at, length);
            boolean known = new NeighborOptions(option, line).print(type, units);
            if (!known && line.style().verbosity() < 2) {
                line.unknown("\n\t  ", option.from(2));
                return;
            }
            if (line.style().verbosity() > 1) {
                line.unknown("\n\t    ", option.from(2));
            }
            at += length;
        }
    }

    /** Prints an option; false if its type is not known. */
    private boolean print(int type, int units) {
        switch (type) {
            case 1, 2 -> linkAddress();
            case 3 -> prefix(units);
            case 4 -> line.unknown("\n\t    ", option);
            case 5 -> line.add(' ').add(option.u32(4)).add(units == 1 ? "" : "bad option length");
            case 7 -> line.add(' ').add(option.u32(4)).add("ms");
            case 8 ->
                line.add(" preference ").add(option.u16(4)).add(", lifetime ").add(option.u16(6));
            case 24 -> route(units);
            case 25 -> servers(units);
            case 31 -> domains();
            default -> {
                return false;
            }
        }
        return true;
    }

    private void linkAddress() {
        for (int i = 2; i < option.length(); i++) {
            line.add(i == 2 ? "" : ":").hex(option.u8(i), 2);
        }
    }

    private void prefix(int units) {
        line.add(Icmpv6.address(option, 16, line)).add('/').add(option.u8(2));
        line.add(units == 4 ? "" : "badlen").add(", Flags [");
        line.add(PREFIX_FLAGS.bits(option.u8(3), ", ", "none")).add("], valid time ");
        lifetime(4);
        line.add(", pref. time ");
        lifetime(8);
    }

    private void lifetime(int at) {
        long seconds = option.u32(at);
        if (seconds == 0xffff_ffffL) {
            line.add("infinity");
        } else {
            line.add(seconds).add('s');
        }
    }

    private void route(int units) {
        if (units > 3) {
            throw new Truncated();
        }
        long high = units > 1 ? option.u64(8) : 0;
        long low = units > 2 ? option.u64(16) : 0;
        line.add(' ').add(line.names().ipv6(high, low)).add('/').add(option.u8(2));
        line.add(", pref=").add(NeighborDiscovery.preference(option.u8(3))).add(", lifetime=");
        lifetime(4);
    }

    private void servers(int units) {
        line.add(" lifetime ").add(option.u32(4)).add("s,");
        for (int i = 0; i < (units - 1) / 2; i++) {
            line.add(" addr: ").add(Icmpv6.address(option, 8 + 16 * i, line));
        }
    }

    private void domains() {
        line.add(" lifetime ").add(option.u32(4)).add("s, domain(s):");
        int at = 8;
        while (at < option.length() && option.u8(at) != 0) {
            line.add(' ');
            at = domain(at);
        }
    }

    /** Prints the labels of a domain, and says where the next one begins. */
    private int domain(int begin) {
        int at = begin;
        for (int length = option.u8(at); length != 0; length = option.u8(at)) {
            line.add(option.text(at + 1, length)).add('.');
            at += 1 + length;
        }
        return at + 1;
    }
}
