package io.millrace.protocol;

import java.lang.foreign.MemorySegment;

/**
 * The headers of one frame, found by walking its bytes once.
 *
 * <p>Sees through VLAN and QinQ tags, LLC/SNAP, MPLS label stacks, PPPoE, IPv4 options and IPv6 extension headers, for
 * the link-layer types {@link Linktype#EN10MB}, {@code RAW}, {@code IPV4}, {@code IPV6}, {@code NULL}, {@code LOOP},
 * {@code PPP}, {@code LINUX_SLL} and {@code LINUX_SLL2}; of any other it understands nothing. It does not look into
 * tunnels that IP carries: there the outer addresses count.
 *
 * <p>All offsets count bytes from the first of the frame, are at most {@code caplen}, and are {@code -1} for what is
 * not there: not captured, not sent, or malformed. A header counts as understood when all of its fixed part was captured.
 * No bytes make this class throw, read past {@code caplen}, or walk without bound.
 *
 * <p>The view is reusable and allocates nothing. It borrows the memory it was last wrapped around. One thread at a time
 * owns it and all of its fields.
 */
public final class Headers {
    private static final int ABSENT = -1;

    private MemorySegment memory = MemorySegment.NULL;
    private long offset;
    private int linktype = ABSENT;

    /** Where the innermost understood length field, or else the capture, ends the frame: padding lies behind it. */
    int end;

    int sourceMacOffset;
    int destinationMacOffset;
    int etherType;
    int networkOffset;
    int networkHeaderLength;
    int ipVersion;
    int ipProtocol;
    int addressLength;
    int sourceAddressOffset;
    int destinationAddressOffset;
    boolean fragment;
    boolean firstFragment;
    int transportOffset;
    int sourcePort;
    int destinationPort;
    int tcpFlags;
    private int payloadOffset;
    private int payloadLength;

    /** Makes a view of no frame yet. */
    public Headers() {
        clear();
    }

    /**
     * Walks the headers of a frame at {@code memory[offset, offset + caplen)}.
     *
     * @param memory native or heap memory that holds the frame; no alignment is asked of it
     * @param offset where the frame begins in it, in bytes
     * @param caplen captured length in bytes
     * @param linktype what the first byte begins, a constant of {@link Linktype}
     * @return this
     */
    public Headers wrap(MemorySegment memory, long offset, int caplen, int linktype) {
        this.memory = memory;
        this.offset = offset;
        this.linktype = linktype;
        clear();
        end = Math.max(caplen, 0);
        LinkLayer.walk(this);
        return this;
    }

    private void clear() {
        end = 0;
        sourceMacOffset = ABSENT;
        destinationMacOffset = ABSENT;
        etherType = ABSENT;
        networkOffset = ABSENT;
        networkHeaderLength = ABSENT;
        ipVersion = ABSENT;
        ipProtocol = ABSENT;
        addressLength = ABSENT;
        sourceAddressOffset = ABSENT;
        destinationAddressOffset = ABSENT;
        fragment = false;
        firstFragment = false;
        transportOffset = ABSENT;
        sourcePort = ABSENT;
        destinationPort = ABSENT;
        tcpFlags = ABSENT;
        payloadOffset = ABSENT;
        payloadLength = ABSENT;
    }

    /** The link-layer type this view was wrapped with, or -1 before that. */
    public int linktype() {
        return linktype;
    }

    /** Where the six bytes of the Ethernet source address are, or -1 if this is not Ethernet. */
    public int sourceMacOffset() {
        return sourceMacOffset;
    }

    /** Where the six bytes of the Ethernet destination address are, or -1 if this is not Ethernet. */
    public int destinationMacOffset() {
        return destinationMacOffset;
    }

    /**
     * What lies at {@link #networkOffset()}, a number as in {@link EtherType}: the innermost, behind all tags, labels and
     * PPP. For IP it is told even where the link layer has no such field (RAW, NULL, PPP, MPLS). -1 if unknown.
     */
    public int etherType() {
        return etherType;
    }

    /** Where the network layer begins, that is what {@link #etherType()} names, or -1. */
    public int networkOffset() {
        return networkOffset;
    }

    /** The length of the IP header with its options or extension headers in bytes, or -1 if they are not all there. */
    public int networkHeaderLength() {
        return networkHeaderLength;
    }

    /** 4, 6, or -1 if this is not IP. */
    public int ipVersion() {
        return ipVersion;
    }

    /**
     * What follows the IP header, a number as in {@link IpProtocol}, or -1 if this is not IP. Where the chain of IPv6
     * extension headers could not be followed to its end, the last number it named.
     */
    public int ipProtocol() {
        return ipProtocol;
    }

    /** The length of an IP address here in bytes: 4, 16, or -1 if this is not IP. */
    public int addressLength() {
        return addressLength;
    }

    /** Where the IP source address is, or -1 if this is not IP. */
    public int sourceAddressOffset() {
        return sourceAddressOffset;
    }

    /** Where the IP destination address is, or -1 if this is not IP. */
    public int destinationAddressOffset() {
        return destinationAddressOffset;
    }

    /** Whether this is a part of an IP datagram, not a whole one. An "atomic" fragment (RFC 6946) is whole. */
    public boolean isFragment() {
        return fragment;
    }

    /** Whether this is the part of a fragmented IP datagram that has the transport header. */
    public boolean isFirstFragment() {
        return firstFragment;
    }

    /** Where the header or message that {@link #ipProtocol()} names begins; -1 if none, as in a later fragment. */
    public int transportOffset() {
        return transportOffset;
    }

    /** The source port of TCP, UDP, UDP-Lite, SCTP or DCCP; -1 for others, when cut off, and in a later fragment. */
    public int sourcePort() {
        return sourcePort;
    }

    /** The destination port of TCP, UDP, UDP-Lite, SCTP or DCCP; -1 for others, when cut off, and in a later fragment. */
    public int destinationPort() {
        return destinationPort;
    }

    /** The eight flags of a TCP header (CWR ECE URG ACK PSH RST SYN FIN, highest bit first), or -1. */
    public int tcpFlags() {
        return tcpFlags;
    }

    /**
     * Where the bytes behind the innermost header known to this class begin: the payload of TCP or UDP, an ICMP message,
     * an ARP message. -1 if that header is malformed or not captured as a whole.
     */
    public int payloadOffset() {
        return payloadOffset;
    }

    /** How many bytes of payload were captured, without Ethernet padding; -1 where {@link #payloadOffset()} is. */
    public int payloadLength() {
        return payloadLength;
    }

    /** The protocol this frame's flow is known by: fragments of IPv6 may disagree on theirs, so they count as 44. */
    int flowProtocol() {
        return fragment && ipVersion == 6 ? IpProtocol.FRAGMENT : ipProtocol;
    }

    /** The source port this frame's flow is known by: no fragment has one, since only the first could. */
    int flowSourcePort() {
        return fragment ? ABSENT : sourcePort;
    }

    /** The destination port this frame's flow is known by. */
    int flowDestinationPort() {
        return fragment ? ABSENT : destinationPort;
    }

    /** Whether {@code length} bytes from {@code at} are there. */
    boolean has(int at, int length) {
        return at + length <= end;
    }

    /** Ends the frame earlier: what lies behind is padding. */
    void limit(int newEnd) {
        end = Math.min(end, newEnd);
    }

    /** Ends the walk: what lies at {@code at}, not behind the end, is payload. */
    void payloadFrom(int at) {
        payloadOffset = at;
        payloadLength = end - at;
    }

    int u8(int at) {
        return NetworkOrder.u8(memory, offset + at);
    }

    int u16(int at) {
        return NetworkOrder.u16(memory, offset + at);
    }

    int i32(int at) {
        return NetworkOrder.i32(memory, offset + at);
    }

    long u32(int at) {
        return NetworkOrder.u32(memory, offset + at);
    }

    long u48(int at) {
        return ((long) u16(at) << 32) | u32(at + 2);
    }

    long i64(int at) {
        return NetworkOrder.i64(memory, offset + at);
    }
}
