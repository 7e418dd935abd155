package io.millrace.protocol;

/**
 * The way from a frame's first byte to its network layer.
 *
 * <p>Layouts: IEEE 802.3 and 802.1Q; RFC 1042 (SNAP); RFC 3032 (MPLS); RFC 2516 (PPPoE); RFC 1661 (PPP);
 * <a href="https://www.tcpdump.org/linktypes.html">tcpdump.org/linktypes</a> for the rest.
 */
final class LinkLayer {
    /** More tags or labels than any network stacks; a frame that has more is given up. */
    private static final int MAX_STACKED = 16;

    /** {@code DLT_RAW} is one of these on the machine that captured, and LINKTYPE_RAW (101) only in files. */
    private static final int DLT_RAW = 12;

    private static final int DLT_RAW_OPENBSD = 14;

    private static final int SNAP = 0xaaaa03;
    private static final int OUI_ETHERNET = 0x000000;
    private static final int OUI_BRIDGE_TUNNEL = 0x0000f8;
    private static final int MPLS_BOTTOM_OF_STACK = 0x100;
    private static final int PPPOE_VERSION_1_SESSION = 0x1100;
    private static final int PPP_HDLC = 0xff03;
    private static final int PPP_IPV4 = 0x0021;
    private static final int PPP_IPV6 = 0x0057;
    private static final int ARPHRD_NETLINK = 824;
    private static final int ETH_P_802_2 = 0x0004;

    private LinkLayer() {}

    static void walk(Headers headers) {
        switch (headers.linktype()) {
            case Linktype.EN10MB -> ethernet(headers);
            case Linktype.RAW, DLT_RAW, DLT_RAW_OPENBSD -> ipByVersion(headers, 0);
            case Linktype.IPV4 -> network(headers, EtherType.IPV4, 0);
            case Linktype.IPV6 -> network(headers, EtherType.IPV6, 0);
            case Linktype.NULL, Linktype.LOOP -> loopback(headers);
            case Linktype.PPP -> ppp(headers, headers.has(0, 2) && headers.u16(0) == PPP_HDLC ? 2 : 0);
            case Linktype.LINUX_SLL -> cooked(headers, 14, 2, 16);
            case Linktype.LINUX_SLL2 -> cooked(headers, 0, 8, 20);
            default -> {}
        }
    }

    private static void ethernet(Headers headers) {
        if (headers.has(0, 14)) {
            headers.destinationMacOffset = 0;
            headers.sourceMacOffset = 6;
            typeOrLength(headers, headers.u16(12), 14);
        }
    }

    private static void typeOrLength(Headers headers, int firstType, int begin) {
        int type = firstType;
        int at = begin;
        for (int tags = 0; tags < MAX_STACKED && EtherType.isTag(type) && headers.has(at, 4); tags++) {
            type = headers.u16(at + 2);
            at += 4;
        }
        if (type < EtherType.MIN) {
            headers.limit(at + type);
            logicalLink(headers, at);
        } else {
            network(headers, type, at);
        }
    }

    private static void logicalLink(Headers headers, int at) {
        if (headers.has(at, 8) && headers.i32(at) >>> 8 == SNAP) {
            int organisation = headers.i32(at + 2) & 0xffffff;
            if (organisation == OUI_ETHERNET || organisation == OUI_BRIDGE_TUNNEL) {
                network(headers, headers.u16(at + 6), at + 8);
                return;
            }
        }
        headers.payloadFrom(at);
    }

    private static void network(Headers headers, int type, int at) {
        headers.etherType = type;
        headers.networkOffset = headers.has(at, 1) ? at : -1;
        switch (type) {
            case EtherType.IPV4 -> InternetLayer.ipv4(headers, at);
            case EtherType.IPV6 -> InternetLayer.ipv6(headers, at);
            case EtherType.MPLS_UNICAST, EtherType.MPLS_MULTICAST -> mpls(headers, at);
            case EtherType.PPPOE_SESSION -> pppoe(headers, at);
            case EtherType.VLAN, EtherType.QINQ, EtherType.QINQ_OLD -> {} // a tag cut off, or one too many
            default -> headers.payloadFrom(at);
        }
    }

    private static void mpls(Headers headers, int begin) {
        int at = begin;
        for (int labels = 0; labels < MAX_STACKED && headers.has(at, 4); labels++) {
            boolean bottom = (headers.i32(at) & MPLS_BOTTOM_OF_STACK) != 0;
            at += 4;
            if (bottom) {
                // No label says what it carries. A pseudo-wire begins with a control word of nibble 0 (RFC 4385) so as
                // not to be taken for IP.
                ipByVersion(headers, at);
                return;
            }
        }
    }

    private static void pppoe(Headers headers, int at) {
        if (headers.has(at, 6) && headers.u16(at) == PPPOE_VERSION_1_SESSION) {
            ppp(headers, at + 6);
        }
    }

    private static void ppp(Headers headers, int at) {
        // An odd first byte is a whole protocol number: its leading zero was compressed away (RFC 1661, section 6.5).
        int length = headers.has(at, 1) && (headers.u8(at) & 1) != 0 ? 1 : 2;
        if (headers.has(at, length)) {
            int protocol = length == 1 ? headers.u8(at) : headers.u16(at);
            switch (protocol) {
                case PPP_IPV4 -> network(headers, EtherType.IPV4, at + length);
                case PPP_IPV6 -> network(headers, EtherType.IPV6, at + length);
                default -> headers.payloadFrom(at + length);
            }
        }
    }

    private static void ipByVersion(Headers headers, int at) {
        switch (headers.has(at, 1) ? headers.u8(at) >>> 4 : 0) {
            case 4 -> network(headers, EtherType.IPV4, at);
            case 6 -> network(headers, EtherType.IPV6, at);
            default -> headers.payloadFrom(at);
        }
    }

    private static void loopback(Headers headers) {
        if (headers.has(0, 4)) {
            int family = headers.i32(0);
            // NULL has the byte order of the machine that captured; families are small, so their place tells which.
            switch ((family & 0xffff0000) == 0 ? family : Integer.reverseBytes(family)) {
                case 2 -> network(headers, EtherType.IPV4, 4);
                // AF_INET6 of Linux, Windows, NetBSD and OpenBSD, FreeBSD, macOS
                case 10, 23, 24, 28, 30 -> network(headers, EtherType.IPV6, 4);
                default -> headers.payloadFrom(4);
            }
        }
    }

    private static void cooked(Headers headers, int typeAt, int deviceTypeAt, int length) {
        if (!headers.has(0, length) || headers.u16(deviceTypeAt) == ARPHRD_NETLINK) {
            return;
        }
        int type = headers.u16(typeAt);
        if (type >= EtherType.MIN) {
            typeOrLength(headers, type, length);
        } else if (type == ETH_P_802_2) {
            logicalLink(headers, length);
        } else {
            headers.payloadFrom(length);
        }
    }
}
