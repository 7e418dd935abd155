package io.millrace.cli.print;

/** What tcpdump calls the options of DHCP, and how their data is shown. */
final class DhcpOption {
    /** How the data of an option is shown. */
    enum Form {
        TEXT,
        ADDRESSES,
        PAIRS,
        SIGNED,
        LONGS,
        SHORTS,
        FLAGS,
        OCTETS,
        CODES,
        NODE,
        OVERLOAD,
        MESSAGE,
        CLIENT,
        NAME,
        ROUTES,
        AGENT,
        CLASSES
    }

    private static final Words NAMES = Words.NONE
            .with(0, "PAD")
            .with(1, "Subnet-Mask")
            .with(2, "Time-Zone")
            .with(3, "Default-Gateway")
            .with(4, "Time-Server")
            .with(5, "IEN-Name-Server")
            .with(6, "Domain-Name-Server")
            .with(7, "LOG")
            .with(8, "CS")
            .with(9, "LPR-Server")
            .with(10, "IM")
            .with(11, "RL")
            .with(12, "Hostname")
            .with(13, "BS")
            .with(14, "DP")
            .with(15, "Domain-Name")
            .with(16, "SS")
            .with(17, "RP")
            .with(18, "EP")
            .with(19, "IPF")
            .with(20, "SRT")
            .with(21, "PF")
            .with(22, "RSZ")
            .with(23, "TTL")
            .with(24, "MTU-Timeout")
            .with(25, "MTU-Table")
            .with(26, "MTU")
            .with(27, "LSN")
            .with(28, "BR")
            .with(29, "MD")
            .with(30, "MS")
            .with(31, "Router-Discovery")
            .with(32, "RSA")
            .with(33, "Static-Route")
            .with(34, "UT")
            .with(35, "AT")
            .with(36, "IE")
            .with(37, "TT")
            .with(38, "KI")
            .with(39, "KG")
            .with(40, "YD")
            .with(41, "YS")
            .with(42, "NTP")
            .with(43, "Vendor-Option")
            .with(44, "Netbios-Name-Server")
            .with(45, "WDD")
            .with(46, "Netbios-Node")
            .with(47, "Netbios-Scope")
            .with(48, "XFS")
            .with(49, "XDM")
            .with(50, "Requested-IP")
            .with(51, "Lease-Time")
            .with(52, "OO")
            .with(53, "DHCP-Message")
            .with(54, "Server-ID")
            .with(55, "Parameter-Request")
            .with(56, "MSG")
            .with(57, "MSZ")
            .with(58, "RN")
            .with(59, "RB")
            .with(60, "Vendor-Class")
            .with(61, "Client-ID")
            .with(64, "N+D")
            .with(65, "N+S")
            .with(66, "TFTP")
            .with(67, "BF")
            .with(68, "MH")
            .with(69, "SMTP")
            .with(70, "POP3")
            .with(71, "NNTP")
            .with(72, "WWW")
            .with(73, "FG")
            .with(74, "IRC")
            .with(75, "STS")
            .with(76, "STDA")
            .with(77, "User-Class")
            .with(78, "SLP-DA")
            .with(79, "SLP-SCOPE")
            .with(80, "SLP-NA")
            .with(81, "FQDN")
            .with(82, "Agent-Information")
            .with(83, "ARMT")
            .with(88, "TZSTR")
            .with(89, "FQDNS")
            .with(90, "AUTH")
            .with(91, "Last-Transaction-Time")
            .with(92, "Associated-IP")
            .with(93, "ARCH")
            .with(94, "NDI")
            .with(95, "LDAP")
            .with(97, "GUID")
            .with(98, "UAP")
            .with(100, "POSIX-TZ")
            .with(101, "TZ-Name")
            .with(112, "NI")
            .with(113, "NITAG")
            .with(114, "URL")
            .with(116, "NOAUTO")
            .with(117, "NSSEARCH")
            .with(118, "SUBNET")
            .with(121, "Classless-Static-Route")
            .with(150, "TFTP-Server-Address")
            .with(161, "MUD-URL")
            .with(249, "Classless-Static-Route-Microsoft")
            .with(255, "END");

    private DhcpOption() {}

    static String name(int code) {
        return NAMES.of(code, "Unknown");
    }

    /** The form of an option of a length in bytes. */
    static Form form(int code, int length) {
        return switch (code) {
            case 1,
                    3,
                    4,
                    5,
                    6,
                    7,
                    8,
                    9,
                    10,
                    11,
                    16,
                    28,
                    32,
                    41,
                    42,
                    44,
                    45,
                    48,
                    49,
                    50,
                    54,
                    65,
                    68,
                    69,
                    70,
                    71,
                    72,
                    73,
                    74,
                    75,
                    76,
                    92,
                    112,
                    118,
                    150 -> Form.ADDRESSES;
            case 24, 35, 38, 51, 58, 59 -> Form.LONGS;
            case 12, 14, 15, 17, 18, 40, 47, 56, 60, 66, 67, 80, 88, 95, 98, 100, 101, 113, 114, 161 -> Form.TEXT;
            case 13, 22, 25, 26, 57, 64, 93, 117 -> Form.SHORTS;
            case 19, 20, 27, 29, 30, 31, 34, 36, 39, 116 -> Form.FLAGS;
            case 21, 33 -> Form.PAIRS;
            case 23, 37, 43, 78, 79, 83, 89, 90, 94, 97 -> Form.OCTETS;
            case 46 -> Form.NODE;
            case 52 -> Form.OVERLOAD;
            case 53 -> Form.MESSAGE;
            case 55 -> Form.CODES;
            case 61 -> Form.CLIENT;
            case 77 -> Form.CLASSES;
            case 81 -> Form.NAME;
            case 82 -> Form.AGENT;
            case 121, 249 -> Form.ROUTES;
            case 2, 91 -> Form.SIGNED;
            default -> guess(length);
        };
    }

    /** Of an option that is not known: numbers, as wide as the length allows. */
    private static Form guess(int length) {
        if (length % 4 == 0) {
            return Form.LONGS;
        }
        return length % 2 == 0 ? Form.SHORTS : Form.OCTETS;
    }
}
