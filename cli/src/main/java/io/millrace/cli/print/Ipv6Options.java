package io.millrace.cli.print;

/** The options in hop-by-hop and destination headers (RFC 8200 section 4.2, and the IANA registry of their types). */
final class Ipv6Options {
    private static final int PAD1 = 0;
    private static final int PADN = 1;
    private static final int ROUTER_ALERT = 5;
    private static final int JUMBO = 0xc2;
    private static final int HOME_ADDRESS = 0xc9;

    private Ipv6Options() {}

    /**
     * Prints options, all of which were captured; without {@code -v} only what is wrong with them.
     *
     * @param payload the length that the IPv6 header tells; 0 in a jumbogram
     * @return the length of a jumbogram's payload in bytes; 0 if this is none
     * @throws Truncated if they do not fit where they are
     */
    static long print(Bytes options, int payload, Line line) {
        long jumbo = 0;
        for (int at = 0; at < options.length(); ) {
            int type = options.u8(at);
            int length = type == PAD1 ? 1 : at + 1 < options.length() ? options.u8(at + 1) + 2 : Integer.MAX_VALUE;
            if (length > options.length() - at) {
                throw new Truncated();
            }
            Bytes option = options.part(at, length);
            check(type, option, line);
            if (type == JUMBO) {
                jumbo = option.u32(2);
            }
            if (line.style().verbose()) {
                print(type, option, payload, line);
            }
            at += length;
        }
        line.add(line.style().verbose() ? " " : "");
        return jumbo;
    }

    private static void print(int type, Bytes option, int payload, Line line) {
        switch (type) {
            case PAD1 -> line.add("(pad1)");
            case PADN -> line.add("(padn)");
            case ROUTER_ALERT -> line.add("(rtalert: 0x").hex(option.u16(2), 4).add(") ");
            case JUMBO -> {
                line.add("(jumbo: ").add(option.u32(2));
                line.add(payload != 0 ? " - payload len != 0) " : option.u32(2) > 0xffff ? ") " : " - < 65536) ");
            }
            case HOME_ADDRESS ->
                line.add("(homeaddr: ")
                        .add(line.names().ipv6(option.u64(2), option.u64(10)))
                        .add(')');
            default ->
                line.add("(opt_type 0x")
                        .hex(type, 2)
                        .add(": len=")
                        .add(option.length() - 2)
                        .add(')');
        }
    }

    private static void check(int type, Bytes option, Line line) {
        switch (type) {
            case ROUTER_ALERT -> length("rtalert", option.length() == 4, option, line);
            case JUMBO -> length("jumbo", option.length() == 6, option, line);
            case HOME_ADDRESS -> length("homeaddr", option.length() >= 18, option, line);
            default -> {}
        }
    }

    private static void length(String name, boolean right, Bytes option, Line line) {
        if (!right) {
            line.add('(')
                    .add(name)
                    .add(": invalid len ")
                    .add(option.length() - 2)
                    .add(')');
            throw new Truncated();
        }
    }
}
