package io.millrace.cli.print;

/** Messages between neighbours on a link (RFC 4861); their options with {@code -v}. */
final class NeighborDiscovery {
    private static final Words ROUTER_FLAGS =
            Words.NONE.with(0x80, "managed").with(0x40, "other stateful").with(0x20, "home agent");
    private static final Words NEIGHBOR_FLAGS =
            Words.NONE.with(0x80, "router").with(0x40, "solicited").with(0x20, "override");

    private NeighborDiscovery() {}

    static void print(int type, Bytes message, Line line) {
        boolean verbose = line.style().verbose();
        int options = switch (type) {
            case 133 -> 8;
            case 134 -> {
                if (verbose) {
                    router(message, line);
                }
                yield 16;
            }
            case 135 -> {
                line.add(", who has ", Icmpv6.address(message, 8, line));
                yield 24;
            }
            case 136 -> {
                line.add(", tgt is ", Icmpv6.address(message, 8, line));
                if (verbose) {
                    line.add(", Flags [")
                            .add(NEIGHBOR_FLAGS.bits(message.u8(4), ", ", "none"))
                            .add(']');
                }
                yield 24;
            }
            default -> {
                line.add(", ", Icmpv6.address(message, 24, line));
                line.add(" to ").add(Icmpv6.address(message, 8, line));
                yield 40;
            }
        };
        if (verbose) {
            NeighborOptions.print(message.from(options), line);
        }
    }

    private static void router(Bytes message, Line line) {
        message.require(12, 4);
        int flags = message.u8(5);
        line.add("\n\thop limit ").add(message.u8(4));
        line.add(", Flags [").add(ROUTER_FLAGS.bits(flags, ", ", "none"));
        line.add("], pref ").add(preference(flags)).add(", router lifetime ").add(message.u16(6));
        line.add("s, reachable time ").add(message.u32(8));
        line.add("ms, retrans timer ").add(message.u32(12)).add("ms");
    }

    /** The preference of a router or a route (RFC 4191). */
    static String preference(int flags) {
        return switch (flags & 0x18) {
            case 0x08 -> "high";
            case 0x00 -> "medium";
            case 0x18 -> "low";
            default -> "rsv";
        };
    }
}
