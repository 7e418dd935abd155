package io.millrace.protocol;

import java.lang.foreign.MemorySegment;

/**
 * The symmetric hash of a frame's flow, seeded so that nobody outside can aim flows at one lane.
 *
 * <p>Both directions of a conversation hash alike:
 *
 * <ul>
 *   <li>IP: the unordered pair of (address, port) and the protocol. Other than TCP, UDP, UDP-Lite, SCTP and DCCP have no
 *       ports. Tags, labels and the link-layer type do not count.
 *   <li>Fragments, the first included: the unordered pair of addresses and the protocol, for only the first has ports and
 *       all must go the same way. They need not go the way of the flow's whole datagrams.
 *   <li>Other Ethernet: the unordered pair of MAC addresses and the type.
 *   <li>Anything else: the link-layer type and the type in its header if it has one.
 * </ul>
 *
 * <p>How it is computed. A flow is brought into two 64-bit numbers, one an end, and a third for the protocol; the ends are
 * sorted, which makes the hash symmetric, and then multiplied to 128 bits whose halves are xored (the step of <a
 * href="https://github.com/wangyi-fudan/wyhash">wyhash</a>). An end of IPv4 is the address and the port as they are; of
 * IPv6, the address takes a multiplication of its own. Most traffic is TCP or UDP directly in Ethernet without options:
 * there the key is read in a few loads at known places; all else is walked by {@link Headers}, to the same result.
 *
 * <p>Equal seeds give equal hashes. All 32 bits are of the same quality. One thread at a time owns a hash, because of the
 * header view it walks with.
 */
public final class FlowHash {
    private static final int IPV4_WITHOUT_OPTIONS = 0x080045;
    private static final int IPV6 = 0x86dd6;

    private final Headers headers = new Headers();
    private final long lowerSeed;
    private final long upperSeed;
    private final long lastSeed;

    /**
     * Makes a hash.
     *
     * @param seed any number; a random one where the traffic may be hostile
     */
    public FlowHash(long seed) {
        lowerSeed = scatter(seed + 0x9e3779b97f4a7c15L);
        upperSeed = scatter(seed + 0x3c6ef372fe94f82aL);
        lastSeed = scatter(seed + 0xdaa66d2c7ddf743fL);
    }

    /**
     * Hashes the flow of a frame at {@code memory[offset, offset + caplen)}; never throws for any bytes.
     *
     * @param memory native or heap memory that holds the frame; no alignment is asked of it
     * @param offset where the frame begins in it, in bytes
     * @param caplen captured length in bytes
     * @param linktype what the first byte begins, a constant of {@link Linktype}
     * @return any 32 bits
     */
    public int hash(MemorySegment memory, long offset, int caplen, int linktype) {
        if (linktype == Linktype.EN10MB && caplen >= 38) {
            // Type 2, version and header length 1, traffic class 1, then IPv4: total length 2, identification 2.
            long start = NetworkOrder.i64(memory, offset + 12);
            if (start >>> 40 == IPV4_WITHOUT_OPTIONS) {
                int totalLength = (int) (start >>> 16) & 0xffff;
                // Lifetime 1, protocol 1, checksum 2, source 4; then destination 4, ports 2 and 2.
                long middle = NetworkOrder.i64(memory, offset + 22);
                int protocol = (int) (middle >>> 48) & 0xff;
                boolean fragment = (NetworkOrder.u16(memory, offset + 20) & 0x3fff) != 0;
                if (isTcpOrUdp(protocol) && !fragment && (totalLength == 0 || totalLength >= 24)) {
                    long last = NetworkOrder.i64(memory, offset + 30);
                    long source = ((middle & 0xffffffffL) << 16) | ((last >>> 16) & 0xffff);
                    long destination = (last >>> 32 << 16) | (last & 0xffff);
                    return ofPair(source, destination, protocol);
                }
            } else if (start >>> 44 == IPV6 && caplen >= 58) {
                int lengthAndNext = NetworkOrder.i32(memory, offset + 18);
                int payloadLength = lengthAndNext >>> 16;
                int protocol = (lengthAndNext >>> 8) & 0xff;
                if (isTcpOrUdp(protocol) && (payloadLength == 0 || payloadLength >= 4)) {
                    int ports = NetworkOrder.i32(memory, offset + 54);
                    long source = ofIpv6(memory, offset + 22, ports >>> 16);
                    long destination = ofIpv6(memory, offset + 38, ports & 0xffff);
                    return ofPair(source, destination, protocol);
                }
            }
        }
        return hash(headers.wrap(memory, offset, caplen, linktype));
    }

    /** Hashes the flow of a frame whose headers have been walked already, to the same result. */
    public int hash(Headers frame) {
        int protocol = frame.flowProtocol();
        int sourcePort = Math.max(frame.flowSourcePort(), 0);
        int destinationPort = Math.max(frame.flowDestinationPort(), 0);
        if (frame.ipVersion == 4) {
            long source = (frame.u32(frame.sourceAddressOffset) << 16) | sourcePort;
            long destination = (frame.u32(frame.destinationAddressOffset) << 16) | destinationPort;
            return ofPair(source, destination, protocol);
        }
        if (frame.ipVersion == 6) {
            int from = frame.sourceAddressOffset;
            int to = frame.destinationAddressOffset;
            return ofPair(
                    ofIpv6(frame.i64(from), frame.i64(from + 8), sourcePort),
                    ofIpv6(frame.i64(to), frame.i64(to + 8), destinationPort),
                    protocol);
        }
        int type = frame.etherType & 0xffff;
        if (frame.sourceMacOffset >= 0) {
            return ofPair(frame.u48(frame.sourceMacOffset), frame.u48(frame.destinationMacOffset), type);
        }
        return ofPair(frame.linktype(), frame.linktype(), type);
    }

    private static boolean isTcpOrUdp(int protocol) {
        return protocol == IpProtocol.TCP || protocol == IpProtocol.UDP;
    }

    private long ofIpv6(MemorySegment memory, long at, int port) {
        return ofIpv6(NetworkOrder.i64(memory, at), NetworkOrder.i64(memory, at + 8), port);
    }

    private long ofIpv6(long high, long low, int port) {
        return fold(high ^ upperSeed, low ^ lowerSeed) + port;
    }

    /** The kind goes into the top 16 bits, which an end of IPv4 and a MAC address leave free. */
    private int ofPair(long one, long other, int kind) {
        long lower = Math.min(one, other);
        long upper = Math.max(one, other);
        long hash = fold(lower ^ lowerSeed, upper ^ upperSeed ^ ((long) kind << 48));
        hash = fold(hash ^ lastSeed, 0xa0761d6478bd642fL);
        return (int) (hash ^ (hash >>> 32));
    }

    private static long fold(long a, long b) {
        return (a * b) ^ Math.unsignedMultiplyHigh(a, b);
    }

    /** The finaliser of SplitMix64: seeds that differ in a bit give unrelated numbers. */
    private static long scatter(long seed) {
        long z = (seed ^ (seed >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
