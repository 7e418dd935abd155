package io.millrace.protocol;

import java.util.Locale;

/** What follows a link-layer header, by its number in the IEEE 802 registry ({@code linux/if_ether.h}: ETH_P_). */
public final class EtherType {
    public static final int IPV4 = 0x0800;
    public static final int ARP = 0x0806;
    public static final int VLAN = 0x8100;
    public static final int IPV6 = 0x86dd;
    public static final int MPLS_UNICAST = 0x8847;
    public static final int MPLS_MULTICAST = 0x8848;
    public static final int PPPOE_DISCOVERY = 0x8863;
    public static final int PPPOE_SESSION = 0x8864;
    public static final int EAPOL = 0x888e;
    public static final int QINQ = 0x88a8;
    public static final int LLDP = 0x88cc;
    public static final int PTP = 0x88f7;
    /** The tag that switches used for QinQ before IEEE 802.1ad gave it 0x88a8. */
    public static final int QINQ_OLD = 0x9100;

    /** The smallest number that is a type; below it the field is the length of an IEEE 802.3 frame. */
    static final int MIN = 0x0600;

    private EtherType() {}

    /** The type's usual name, or its number in hexadecimal for one not listed here. */
    public static String name(int etherType) {
        return switch (etherType) {
            case IPV4 -> "IPv4";
            case ARP -> "ARP";
            case VLAN -> "VLAN";
            case IPV6 -> "IPv6";
            case MPLS_UNICAST -> "MPLS";
            case MPLS_MULTICAST -> "MPLS-multicast";
            case PPPOE_DISCOVERY -> "PPPoE-discovery";
            case PPPOE_SESSION -> "PPPoE";
            case EAPOL -> "EAPOL";
            case QINQ, QINQ_OLD -> "QinQ";
            case LLDP -> "LLDP";
            case PTP -> "PTP";
            default -> String.format(Locale.ROOT, "0x%04x", etherType);
        };
    }

    /** Says whether four bytes of tag (control information and the next type) follow this type. */
    static boolean isTag(int etherType) {
        return etherType == VLAN || etherType == QINQ || etherType == QINQ_OLD;
    }
}
