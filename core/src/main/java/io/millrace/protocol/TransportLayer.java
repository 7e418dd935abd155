package io.millrace.protocol;

/** The transport headers that have ports: RFC 9293 (TCP), 768 (UDP), 3828 (UDP-Lite), 9260 (SCTP), 4340 (DCCP). */
final class TransportLayer {
    private static final int TCP_HEADER = 20;
    private static final int UDP_HEADER = 8;
    private static final int SCTP_HEADER = 12;
    private static final int DCCP_HEADER = 12;

    private TransportLayer() {}

    static void walk(Headers headers, int at) {
        headers.transportOffset = headers.has(at, 1) ? at : -1;
        switch (headers.ipProtocol) {
            case IpProtocol.TCP -> tcp(headers, at);
            case IpProtocol.UDP -> udp(headers, at);
            case IpProtocol.UDP_LITE -> fixed(headers, at, UDP_HEADER);
            case IpProtocol.SCTP -> fixed(headers, at, SCTP_HEADER);
            case IpProtocol.DCCP -> dccp(headers, at);
            default -> headers.payloadFrom(at);
        }
    }

    private static void tcp(Headers headers, int at) {
        ports(headers, at);
        if (headers.has(at, 14)) {
            headers.tcpFlags = headers.u8(at + 13);
        }
        if (headers.has(at, TCP_HEADER)) {
            payloadBehind(headers, at, (headers.u8(at + 12) >>> 4) * 4, TCP_HEADER);
        }
    }

    private static void udp(Headers headers, int at) {
        ports(headers, at);
        if (headers.has(at, UDP_HEADER)) {
            int length = headers.u16(at + 4);
            if (length >= UDP_HEADER) { // 0 in a jumbogram (RFC 2675); other small ones are wrong and say nothing
                headers.limit(at + length);
            }
            headers.payloadFrom(at + UDP_HEADER);
        }
    }

    private static void dccp(Headers headers, int at) {
        ports(headers, at);
        if (headers.has(at, DCCP_HEADER)) {
            payloadBehind(headers, at, headers.u8(at + 4) * 4, DCCP_HEADER);
        }
    }

    private static void fixed(Headers headers, int at, int headerLength) {
        ports(headers, at);
        payloadBehind(headers, at, headerLength, headerLength);
    }

    private static void ports(Headers headers, int at) {
        if (headers.has(at, 4)) {
            headers.sourcePort = headers.u16(at);
            headers.destinationPort = headers.u16(at + 2);
        }
    }

    private static void payloadBehind(Headers headers, int at, int headerLength, int minimum) {
        if (headerLength >= minimum && headers.has(at, headerLength)) {
            headers.payloadFrom(at + headerLength);
        }
    }
}
