package io.millrace.protocol;

/** The IP headers: RFC 791 for version 4, RFC 8200 and RFC 4302 for version 6 and its extension headers. */
final class InternetLayer {
    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;

    /** More extension headers than any sender stacks; a packet that has more is given up. */
    private static final int MAX_EXTENSIONS = 16;

    private static final int IPV4_MORE_FRAGMENTS = 0x2000;
    private static final int IPV4_FRAGMENT_OFFSET = 0x1fff;
    private static final int IPV6_MORE_FRAGMENTS = 0x0001;
    private static final int IPV6_FRAGMENT_OFFSET = 0xfff8;

    private InternetLayer() {}

    static void ipv4(Headers headers, int at) {
        if (!headers.has(at, IPV4_HEADER)) {
            return;
        }
        int versionAndLength = headers.u8(at);
        int headerLength = (versionAndLength & 0xf) * 4;
        if (versionAndLength >>> 4 != 4 || headerLength < IPV4_HEADER) {
            return;
        }
        addresses(headers, 4, 4, at + 12);
        headers.ipProtocol = headers.u8(at + 9);
        fragment(headers, headers.u16(at + 6), IPV4_FRAGMENT_OFFSET, IPV4_MORE_FRAGMENTS);
        int totalLength = headers.u16(at + 2);
        if (totalLength != 0) { // 0: a segment that the network card was to cut, or one longer than 16 bits can say
            headers.limit(at + totalLength);
        }
        if (headers.has(at, headerLength)) {
            transport(headers, at, at + headerLength);
        }
    }

    static void ipv6(Headers headers, int at) {
        if (!headers.has(at, IPV6_HEADER) || headers.u8(at) >>> 4 != 6) {
            return;
        }
        addresses(headers, 6, 16, at + 8);
        headers.ipProtocol = headers.u8(at + 6);
        int payloadLength = headers.u16(at + 4);
        if (payloadLength != 0) { // 0: a jumbogram (RFC 2675), or a segment longer than 16 bits can say
            headers.limit(at + IPV6_HEADER + payloadLength);
        }
        int transportAt = extensions(headers, at + IPV6_HEADER);
        if (transportAt >= 0) {
            transport(headers, at, transportAt);
        }
    }

    /** Follows the chain of extension headers; returns where it ends, or -1 if that was not captured. */
    private static int extensions(Headers headers, int begin) {
        int at = begin;
        for (int count = 0; IpProtocol.isExtension(headers.ipProtocol); count++) {
            if (count == MAX_EXTENSIONS || !headers.has(at, 8)) {
                return -1;
            }
            int length = switch (headers.ipProtocol) {
                case IpProtocol.FRAGMENT -> 8;
                case IpProtocol.AUTHENTICATION -> (headers.u8(at + 1) + 2) * 4;
                default -> (headers.u8(at + 1) + 1) * 8;
            };
            if (headers.ipProtocol == IpProtocol.FRAGMENT) {
                fragment(headers, headers.u16(at + 2), IPV6_FRAGMENT_OFFSET, IPV6_MORE_FRAGMENTS);
            }
            headers.ipProtocol = headers.u8(at);
            if (!headers.has(at, length)) {
                return -1;
            }
            at += length;
            if (headers.fragment && !headers.firstFragment) {
                return at; // what follows is the middle of something, whatever the number says
            }
        }
        return at;
    }

    private static void addresses(Headers headers, int version, int length, int at) {
        headers.ipVersion = version;
        headers.addressLength = length;
        headers.sourceAddressOffset = at;
        headers.destinationAddressOffset = at + length;
    }

    private static void fragment(Headers headers, int bits, int offsetMask, int moreMask) {
        if ((bits & (offsetMask | moreMask)) != 0) {
            headers.fragment = true;
            headers.firstFragment = (bits & offsetMask) == 0;
        }
    }

    private static void transport(Headers headers, int networkAt, int at) {
        headers.networkHeaderLength = at - networkAt;
        if (headers.fragment && !headers.firstFragment) {
            headers.payloadFrom(at);
        } else {
            TransportLayer.walk(headers, at);
        }
    }
}
