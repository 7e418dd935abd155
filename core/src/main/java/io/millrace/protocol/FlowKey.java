package io.millrace.protocol;

import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The flow a frame belongs to, as a value for tables of flows. Both directions of a conversation have equal keys: the ends
 * are kept sorted by address and port, and {@link #firstAddress()} is the lower, not the sender.
 *
 * <p>What makes a flow is told at {@link FlowHash}; frames with equal keys have equal hashes. Immutable; for any thread.
 */
public final class FlowKey {
    /** What the ends are and how they read. */
    private enum Kind {
        IPV4,
        IPV6,
        MAC,
        LINKTYPE
    }

    private final Kind kind;
    private final int protocol;
    private final End first;
    private final End second;

    /** One end of a flow: an address right-aligned in 128 bits, and a port or -1. */
    private record End(long high, long low, int port) {
        boolean isAbove(End other) {
            int order = Long.compareUnsigned(high, other.high);
            order = order == 0 ? Long.compareUnsigned(low, other.low) : order;
            return order == 0 ? port > other.port : order > 0;
        }
    }

    private FlowKey(Kind kind, int protocol, End one, End other) {
        boolean swapped = one.isAbove(other);
        this.kind = kind;
        this.protocol = protocol;
        this.first = swapped ? other : one;
        this.second = swapped ? one : other;
    }

    /** The flow of the frame that a view is wrapped around. */
    public static FlowKey of(Headers frame) {
        int source = frame.sourceAddressOffset;
        int destination = frame.destinationAddressOffset;
        int sourcePort = frame.flowSourcePort();
        int destinationPort = frame.flowDestinationPort();
        if (frame.ipVersion == 4) {
            End from = new End(0, frame.u32(source), sourcePort);
            End to = new End(0, frame.u32(destination), destinationPort);
            return new FlowKey(Kind.IPV4, frame.flowProtocol(), from, to);
        }
        if (frame.ipVersion == 6) {
            End from = new End(frame.i64(source), frame.i64(source + 8), sourcePort);
            End to = new End(frame.i64(destination), frame.i64(destination + 8), destinationPort);
            return new FlowKey(Kind.IPV6, frame.flowProtocol(), from, to);
        }
        if (frame.sourceMacOffset >= 0) {
            End from = new End(0, frame.u48(frame.sourceMacOffset), -1);
            End to = new End(0, frame.u48(frame.destinationMacOffset), -1);
            return new FlowKey(Kind.MAC, frame.etherType, from, to);
        }
        End link = new End(0, frame.linktype(), -1);
        return new FlowKey(Kind.LINKTYPE, frame.etherType, link, link);
    }

    /**
     * The flow of a frame at {@code memory[offset, offset + caplen)}; never throws for any bytes.
     *
     * @param memory native or heap memory that holds the frame; no alignment is asked of it
     * @param offset where the frame begins in it, in bytes
     * @param caplen captured length in bytes
     * @param linktype what the first byte begins, a constant of {@link Linktype}
     */
    public static FlowKey of(MemorySegment memory, long offset, int caplen, int linktype) {
        return of(new Headers().wrap(memory, offset, caplen, linktype));
    }

    /** The lower IP address, or null if this is not IP. */
    public @Nullable InetAddress firstAddress() {
        return address(first);
    }

    /** The port at {@link #firstAddress()}, or -1 if the flow has no ports. */
    public int firstPort() {
        return first.port;
    }

    /** The higher IP address, or null if this is not IP. */
    public @Nullable InetAddress secondAddress() {
        return address(second);
    }

    /** The port at {@link #secondAddress()}, or -1 if the flow has no ports. */
    public int secondPort() {
        return second.port;
    }

    /** A number as in {@link IpProtocol}, or -1 if this is not IP. All fragments of IPv6 are in a flow of protocol 44. */
    public int protocol() {
        return isIp() ? protocol : -1;
    }

    private boolean isIp() {
        return kind == Kind.IPV4 || kind == Kind.IPV6;
    }

    private @Nullable InetAddress address(End end) {
        try {
            return switch (kind) {
                case IPV4 ->
                    InetAddress.getByAddress(octets(4).putInt((int) end.low).array());
                // InetAddress would turn ::ffff:10.0.0.1 into the IPv4 address that it is not.
                case IPV6 ->
                    Inet6Address.getByAddress(
                            null, octets(16).putLong(end.high).putLong(end.low).array(), -1);
                case MAC, LINKTYPE -> null;
            };
        } catch (UnknownHostException e) {
            throw new AssertionError("4 and 16 bytes are the lengths of addresses", e);
        }
    }

    private static ByteBuffer octets(int length) {
        return ByteBuffer.allocate(length);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FlowKey that
                && kind == that.kind
                && protocol == that.protocol
                && first.equals(that.first)
                && second.equals(that.second);
    }

    @Override
    public int hashCode() {
        return (protocol * 31 + first.hashCode()) * 31 + second.hashCode();
    }

    /** As in {@code 10.0.0.1:53 <-> 10.0.0.2:4711 UDP} or {@code [2001:db8::1]:22 <-> [2001:db8::2]:4711 TCP}. */
    @Override
    public String toString() {
        String name = isIp() ? IpProtocol.name(protocol) : protocol < 0 ? "without a type" : EtherType.name(protocol);
        return kind == Kind.LINKTYPE
                ? Linktype.name((int) first.low) + " " + name
                : text(first) + " <-> " + text(second) + " " + name;
    }

    private String text(End end) {
        String port = end.port < 0 ? "" : ":" + end.port;
        return switch (kind) {
            case IPV4 -> AddressText.ipv4((int) end.low) + port;
            case IPV6 -> port.isEmpty() ? ipv6(end) : "[" + ipv6(end) + "]" + port;
            case MAC -> AddressText.mac(end.low);
            case LINKTYPE -> "";
        };
    }

    private static String ipv6(End end) {
        return AddressText.ipv6(end.high, end.low);
    }
}
