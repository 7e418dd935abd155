package io.millrace.protocol;

import static io.millrace.protocol.Frames.ethernet;
import static io.millrace.protocol.Frames.ipv4;
import static io.millrace.protocol.Frames.ipv6;
import static io.millrace.protocol.Frames.tcp;
import static io.millrace.protocol.Frames.udp;

import java.util.HexFormat;
import java.util.Random;

/** An Ethernet frame of a flow, and one that goes the other way. */
final class Conversation {
    private static final int[] TYPES = {EtherType.IPV4, EtherType.IPV6, EtherType.IPV4, EtherType.IPV6, EtherType.ARP};
    private static final int[] PROTOCOLS = {
        IpProtocol.TCP, IpProtocol.UDP, IpProtocol.TCP, IpProtocol.UDP, IpProtocol.SCTP, IpProtocol.ICMP
    };

    final byte[] forth;
    final byte[] back;

    private Conversation(byte[] forth, byte[] back) {
        this.forth = forth;
        this.back = back;
    }

    /** Mostly TCP and UDP, with so few ends that equal addresses and equal ports do happen. */
    static Conversation random(Random random) {
        int type = TYPES[random.nextInt(TYPES.length)];
        int protocol = PROTOCOLS[random.nextInt(PROTOCOLS.length)];
        String network = HexFormat.of().toHexDigits(random.nextInt());
        int host = random.nextInt(3);
        int peer = random.nextInt(3);
        int port = random.nextInt(65536);
        int peerPort = random.nextInt(4) == 0 ? port : random.nextInt(65536);
        return new Conversation(
                frame(type, protocol, network, host, port, peer, peerPort),
                frame(type, protocol, network, peer, peerPort, host, port));
    }

    private static byte[] frame(int type, int protocol, String network, int from, int fromPort, int to, int toPort) {
        byte[] data = new byte[5];
        byte[] transport = protocol == IpProtocol.UDP
                ? udp(fromPort, toPort, data)
                : tcp(fromPort, toPort, 0x18, new byte[0], data);
        String ipv4Network = network.substring(2);
        String ipv6Network = network + "00".repeat(11);
        byte[] payload = switch (type) {
            case EtherType.IPV4 -> ipv4(ipv4Network + "0" + from, ipv4Network + "0" + to, protocol, transport);
            case EtherType.IPV6 -> ipv6(ipv6Network + "0" + from, ipv6Network + "0" + to, protocol, transport);
            default -> data;
        };
        return ethernet("02" + network + "0" + from, "02" + network + "0" + to, type, payload);
    }
}
