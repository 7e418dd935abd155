package io.millrace.cli.print;

/** What tcpdump calls the numbers of DNS; a type that it has no name for is a number here too, as {@code Type65}. */
final class DnsWords {
    private static final String[] TYPES = {
        "Type0",
        "A",
        "NS",
        "MD",
        "MF",
        "CNAME",
        "SOA",
        "MB",
        "MG",
        "MR",
        "NULL",
        "WKS",
        "PTR",
        "HINFO",
        "MINFO",
        "MX",
        "TXT",
        "RP",
        "AFSDB",
        "X25",
        "ISDN",
        "RT",
        "NSAP",
        "NSAP_PTR",
        "SIG",
        "KEY",
        "PX",
        "GPOS",
        "AAAA",
        "LOC",
        "NXT",
        "EID",
        "NIMLOC",
        "SRV",
        "ATMA",
        "NAPTR",
        "KX",
        "CERT",
        "A6",
        "DNAME",
        "SINK",
        "OPT",
        "APL",
        "DS",
        "SSHFP",
        "IPSECKEY",
        "RRSIG",
        "NSEC",
        "DNSKEY"
    };
    private static final Words LATER_TYPES = Words.NONE
            .with(99, "SPF")
            .with(100, "UINFO")
            .with(101, "UID")
            .with(102, "GID")
            .with(103, "UNSPEC")
            .with(104, "UNSPECA")
            .with(249, "TKEY")
            .with(250, "TSIG")
            .with(251, "IXFR")
            .with(252, "AXFR")
            .with(253, "MAILB")
            .with(254, "MAILA")
            .with(255, "ANY")
            .with(256, "URI");
    private static final Words CLASSES =
            Words.NONE.with(1, "IN").with(3, "CHAOS").with(4, "HS").with(255, "ANY");
    private static final String[] OPERATIONS = {
        "",
        " inv_q",
        " stat",
        " op3",
        " notify",
        " update",
        " op6",
        " op7",
        " op8",
        " updateA",
        " updateD",
        " updateDA",
        " updateM",
        " updateMA",
        " zoneInit",
        " zoneRef"
    };
    private static final String[] RESPONSES = {
        "",
        " FormErr",
        " ServFail",
        " NXDomain",
        " NotImp",
        " Refused",
        " YXDomain",
        " YXRRSet",
        " NXRRSet",
        " NotAuth",
        " NotZone",
        " Resp11",
        " Resp12",
        " Resp13",
        " Resp14",
        " NoChange",
        " BadVers"
    };
    private static final int BAD_COOKIE = 23;
    private static final Words OPTIONS = Words.NONE
            .with(1, "LLQ")
            .with(2, "UL")
            .with(3, "NSID")
            .with(5, "DAU")
            .with(6, "DHU")
            .with(7, "N3U")
            .with(8, "ECS")
            .with(9, "EXPIRE")
            .with(10, "COOKIE")
            .with(11, "KEEPALIVE")
            .with(12, "PADDING")
            .with(13, "CHAIN")
            .with(14, "KEY-TAG")
            .with(16, "CLIENT-TAG")
            .with(17, "SERVER-TAG");
    private static final Words SIGNING = Words.NONE
            .with(0, "DELETE")
            .with(1, "RSAMD5")
            .with(2, "DH")
            .with(3, "DS")
            .with(5, "RSASHA1")
            .with(6, "DSA-NSEC3-SHA1")
            .with(7, "RSASHA1-NSEC3-SHA1")
            .with(8, "RSASHA256")
            .with(10, "RSASHA512")
            .with(12, "ECC-GOST")
            .with(13, "ECDSAP256SHA256")
            .with(14, "ECDSAP384SHA384")
            .with(15, "ED25519")
            .with(16, "ED448")
            .with(252, "INDIRECT")
            .with(253, "PRIVATEDNS")
            .with(254, "PRIVATEOID");
    private static final Words DIGESTS = Words.NONE
            .with(1, "SHA-1")
            .with(2, "SHA-256")
            .with(3, "GOST_R_34.11-94")
            .with(4, "SHA-384");
    private static final Words NSEC3_DIGESTS = Words.NONE.with(1, "SHA-1");

    private DnsWords() {}

    static String type(int number) {
        return number < TYPES.length ? TYPES[number] : LATER_TYPES.of(number, "Type" + number);
    }

    static String klass(int number) {
        return CLASSES.of(number, "(Class " + number + ")");
    }

    /** With a space in front; empty for a usual query. */
    static String operation(int number) {
        return OPERATIONS[number];
    }

    /** With a space in front; empty if there is no error. */
    static String response(int number) {
        if (number == BAD_COOKIE) {
            return " BadCookie";
        }
        return number < RESPONSES.length ? RESPONSES[number] : " Resp" + number;
    }

    static String option(int number) {
        return OPTIONS.of(number, "Opt" + number);
    }

    /** Names of the algorithms that an EDNS option lists. */
    static String algorithm(int option, int number) {
        Words words = switch (option) {
            case DnsOptions.SIGNING_ALGORITHMS -> SIGNING;
            case DnsOptions.DIGESTS -> DIGESTS;
            default -> NSEC3_DIGESTS;
        };
        return words.of(number, "Alg_" + number);
    }
}
