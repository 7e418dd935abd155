package io.millrace.cli.print;

/** Kinds of addresses, by the numbers that IANA gave them. */
final class AddressFamilies {
    static final int IPV4 = 1;
    static final int IPV6 = 2;
    static final int IEEE_802 = 6;

    private static final String[] NAMES = {
        "Reserved",
        "IPv4",
        "IPv6",
        "NSAP",
        "HDLC",
        "BBN 1822",
        "802",
        "E.163",
        "E.164",
        "F.69",
        "X.121",
        "Novell IPX",
        "Appletalk",
        "Decnet IV",
        "Banyan Vines",
        "E.164 with NSAP subaddress"
    };

    private AddressFamilies() {}

    static String name(int family) {
        return switch (family) {
            case 25 -> "VPLS";
            case 196 -> "Layer-2 VPN";
            default -> family < NAMES.length ? NAMES[family] : "Unknown";
        };
    }
}
