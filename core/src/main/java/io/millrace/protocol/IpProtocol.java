package io.millrace.protocol;

/** What follows an IP header, by its number in the IANA registry of assigned Internet protocol numbers. */
public final class IpProtocol {
    public static final int HOP_BY_HOP = 0;
    public static final int ICMP = 1;
    public static final int IGMP = 2;
    public static final int IPV4 = 4;
    public static final int TCP = 6;
    public static final int UDP = 17;
    public static final int DCCP = 33;
    public static final int IPV6 = 41;
    public static final int ROUTING = 43;
    public static final int FRAGMENT = 44;
    public static final int GRE = 47;
    public static final int ESP = 50;
    public static final int AUTHENTICATION = 51;
    public static final int ICMPV6 = 58;
    public static final int NO_NEXT_HEADER = 59;
    public static final int DESTINATION_OPTIONS = 60;
    public static final int OSPF = 89;
    public static final int PIM = 103;
    public static final int VRRP = 112;
    public static final int SCTP = 132;
    public static final int MOBILITY = 135;
    public static final int UDP_LITE = 136;

    private IpProtocol() {}

    /** The protocol's usual name, or {@code IP-n} for one not listed here. */
    public static String name(int protocol) {
        return switch (protocol) {
            case HOP_BY_HOP -> "HOPOPT";
            case ICMP -> "ICMP";
            case IGMP -> "IGMP";
            case IPV4 -> "IPv4";
            case TCP -> "TCP";
            case UDP -> "UDP";
            case DCCP -> "DCCP";
            case IPV6 -> "IPv6";
            case ROUTING -> "IPv6-Route";
            case FRAGMENT -> "IPv6-Frag";
            case GRE -> "GRE";
            case ESP -> "ESP";
            case AUTHENTICATION -> "AH";
            case ICMPV6 -> "ICMPv6";
            case NO_NEXT_HEADER -> "IPv6-NoNxt";
            case DESTINATION_OPTIONS -> "IPv6-Opts";
            case OSPF -> "OSPF";
            case PIM -> "PIM";
            case VRRP -> "VRRP";
            case SCTP -> "SCTP";
            case MOBILITY -> "Mobility";
            case UDP_LITE -> "UDPLite";
            default -> "IP-" + protocol;
        };
    }

    /** Says whether this is an IPv6 extension header that names its length and what follows it (RFC 8200, section 4). */
    static boolean isExtension(int protocol) {
        return switch (protocol) {
            case HOP_BY_HOP, ROUTING, FRAGMENT, AUTHENTICATION, DESTINATION_OPTIONS, MOBILITY -> true;
            default -> false;
        };
    }
}
