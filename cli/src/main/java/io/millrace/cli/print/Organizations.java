package io.millrace.cli.print;

/** Organisations that have protocols of their own, by the three bytes that IEEE gave them. */
public final class Organizations {
    static final int ENCAPSULATED_ETHERNET = 0x000000;
    static final int CISCO = 0x00000c;
    static final int IANA = 0x00005e;
    static final int CISCO_BRIDGED = 0x0000f8;
    static final int IEEE_8023 = 0x00120f;
    static final int TIA = 0x0012bb;
    static final int DCBX = 0x001b21;

    /** Bridged frames in SNAP (RFC 2684), and IEEE 802.1 itself in LLDP. */
    static final int IEEE_8021 = 0x0080c2;

    static final int APPLETALK = 0x080007;

    private Organizations() {}

    /** The name of an organisation, or {@code Unknown}. */
    public static String name(int organization) {
        return switch (organization) {
            case ENCAPSULATED_ETHERNET -> "Ethernet";
            case CISCO -> "Cisco";
            case IANA -> "IANA";
            case 0x000081 -> "Nortel Networks SONMP";
            case CISCO_BRIDGED -> "Cisco bridged";
            case 0x00049f -> "Freescale";
            case 0x0004ea -> "HP-Labs";
            case 0x001018 -> "Broadcom";
            case IEEE_8023 -> "IEEE 802.3 Private";
            case TIA -> "ANSI/TIA";
            case 0x0015ad -> "Netronome";
            case DCBX -> "DCBX";
            case 0x002320 -> "Nicira Networks";
            case 0x002481 -> "HP";
            case IEEE_8021 -> "Ethernet bridged";
            case 0x009069 -> "Juniper";
            case 0x00a03e -> "ATM Forum";
            case 0x00e004 -> "PMC-Sierra";
            case 0x00e02f -> "DOCSIS Spanning Tree";
            case APPLETALK -> "Appletalk";
            case 0x080009 -> "Hewlett-Packard";
            case 0x5c16c7 -> "Big Switch Networks";
            case 0x748771 -> "Infoblox Inc";
            case 0xa42305 -> "Open Networking Lab";
            case 0xb0d2f5 -> "Vello Systems";
            case 0xd0f0db -> "Ericsson";
            default -> "Unknown";
        };
    }
}
