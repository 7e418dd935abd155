package io.millrace.cli.print;

/** The protocols that PPP carries, by the numbers that IANA gave them. */
final class PppProtocols {
    static final int IPV4 = 0x0021;
    static final int IPV4_UNCOMPRESSED = 0x002f;
    static final int MULTILINK = 0x003d;
    static final int IPV6 = 0x0057;
    static final int COMPRESSED = 0x00fd;
    static final int MPLS_UNICAST = 0x0281;
    static final int MPLS_MULTICAST = 0x0283;
    static final int IPCP = 0x8021;
    static final int OSICP = 0x8023;
    static final int IPV6CP = 0x8057;
    static final int CCP = 0x80fd;
    static final int MPLSCP = 0x8281;
    static final int LCP = 0xc021;
    static final int PAP = 0xc023;
    static final int LINK_QUALITY = 0xc025;
    static final int SPAP = 0xc027;
    static final int BACP = 0xc02b;
    static final int BAP = 0xc02d;
    static final int SPAP_OLD = 0xc123;
    static final int CHAP = 0xc223;
    static final int EAP = 0xc227;

    private PppProtocols() {}

    /** A protocol's name, or {@code unknown}, in which {@code %04x} stands for the number. */
    static String name(int protocol, String unknown) {
        return switch (protocol) {
            case IPV4 -> "IP";
            case 0x0023 -> "OSI";
            case 0x0025 -> "NS";
            case 0x0027 -> "DECNET";
            case 0x0029 -> "APPLE";
            case 0x002b -> "IPX";
            case 0x002d -> "VJC IP";
            case IPV4_UNCOMPRESSED -> "VJNC IP";
            case 0x0031 -> "BRPDU";
            case 0x0033 -> "STII";
            case 0x0035 -> "VINES";
            case MULTILINK -> "MLPPP";
            case IPV6 -> "IP6";
            case COMPRESSED -> "Compressed";
            case 0x0201 -> "HELLO";
            case 0x0231 -> "LUXCOM";
            case 0x0233 -> "SNS";
            case MPLS_UNICAST, MPLS_MULTICAST -> "MPLS";
            default -> controlName(protocol, unknown);
        };
    }

    private static String controlName(int protocol, String unknown) {
        return switch (protocol) {
            case IPCP -> "IPCP";
            case OSICP -> "OSICP";
            case 0x8025 -> "NSCP";
            case 0x8027 -> "DECNETCP";
            case 0x8029 -> "APPLECP";
            case 0x802b -> "IPXCP";
            case 0x8033 -> "STIICP";
            case 0x8035 -> "VINESCP";
            case IPV6CP -> "IP6CP";
            case CCP -> "CCP";
            case MPLSCP -> "MPLSCP";
            case LCP -> "LCP";
            case PAP -> "PAP";
            case LINK_QUALITY -> "LQM";
            case SPAP -> "SPAP";
            case BACP -> "BACP";
            case BAP -> "BAP";
            case 0xc03d -> "MLPPP-CP";
            case SPAP_OLD -> "Old-SPAP";
            case CHAP -> "CHAP";
            case EAP -> "EAP";
            default -> unknown.replace("%04x", "%04x".formatted(protocol));
        };
    }
}
