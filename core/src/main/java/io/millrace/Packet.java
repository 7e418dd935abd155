package io.millrace;

import io.millrace.protocol.Headers;
import io.millrace.protocol.Linktype;
import io.millrace.savefile.InterfaceDescription;
import io.millrace.savefile.Interfaces;
import io.millrace.savefile.SavefileWriter;
import io.millrace.store.Slot;
import io.millrace.store.SlotCopy;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A captured packet, lent to a handler.
 *
 * <p>The bytes are borrowed: they die when the handler returns (an asynchronous handler: when its stage completes), and
 * every later call is an {@link IllegalStateException}. What shall live longer is {@linkplain #copy() copied}, or read out.
 * Packet objects are used again, not before a worker has handled {@value PacketPool#REUSED_AFTER} others; who keeps one that
 * long without copying it breaks the contract unseen.
 *
 * <p>A packet is for the thread that handles it, or for others that work for that one while it waits.
 */
public final class Packet {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long DEAD = -1;

    private final Interfaces interfaces;
    private final Headers headers;

    private MemorySegment memory = Slot.MEMORY;
    /** Where the bytes begin in the memory, or {@link #DEAD}. */
    private long start = DEAD;

    private int caplen;
    private int len;
    private long timestampNanos;
    private int weight;
    private int from;
    private boolean walked;

    /** Makes a packet object; the view of its headers may be shared with others that are never lent at the same time. */
    Packet(Interfaces interfaces, Headers headers) {
        this.interfaces = interfaces;
        this.headers = headers;
    }

    /** A packet of its own of what was copied out of a slot. */
    static Packet of(Interfaces interfaces, SlotCopy slot) {
        Packet packet = new Packet(interfaces, new Headers());
        packet.memory = MemorySegment.ofArray(slot.bytes());
        packet.start = 0;
        packet.caplen = slot.bytes().length;
        packet.len = slot.len();
        packet.timestampNanos = slot.timestampNanos();
        packet.weight = slot.weight();
        packet.from = slot.from();
        return packet;
    }

    /** Lends the packet in the slot at an address. */
    void lend(long slotAddress) {
        start = Slot.bytes(slotAddress);
        caplen = Slot.caplen(slotAddress);
        len = Slot.len(slotAddress);
        timestampNanos = Slot.timestampNanos(slotAddress);
        weight = Slot.weight(slotAddress);
        from = Slot.from(slotAddress);
        walked = false;
    }

    /** Ends the loan. */
    void end() {
        start = DEAD;
    }

    /** When the kernel saw the packet. */
    public Instant timestamp() {
        requireLife();
        return Instant.ofEpochSecond(
                Math.floorDiv(timestampNanos, NANOS_PER_SECOND), Math.floorMod(timestampNanos, NANOS_PER_SECOND));
    }

    /** When the kernel saw the packet, in nanoseconds since the epoch. Allocates nothing. */
    public long timestampNanos() {
        requireLife();
        return timestampNanos;
    }

    /** The time from its timestamp to now; negative if the clock was set back meanwhile. */
    public Duration age() {
        return Duration.between(timestamp(), Instant.now());
    }

    /** Captured length in bytes. */
    public int caplen() {
        requireLife();
        return caplen;
    }

    /** Length on the wire in bytes; never less than {@link #caplen()}. */
    public int len() {
        requireLife();
        return len;
    }

    /**
     * How many captured packets this one stands for: 1, but for the policy {@link Overload.Sample}, where the sum of all weights
     * is an estimate of what was captured.
     */
    public int weight() {
        requireLife();
        return weight;
    }

    /**
     * The link-layer type of the first byte, a constant of {@link Linktype}. All packets of a device have the same; those of
     * savefiles may differ.
     */
    public int linktype() {
        return interfaces.linktype(from);
    }

    /**
     * The interface that the packet was captured on: of a savefile what is told of it there, of a device its name. The same
     * object for all packets of one interface in a capture.
     */
    public InterfaceDescription packetInterface() {
        return interfaces.get(from);
    }

    /**
     * The byte at an index.
     *
     * @throws IndexOutOfBoundsException if the index is not from 0 to {@code caplen - 1}
     */
    public byte byteAt(int index) {
        return memory.get(ValueLayout.JAVA_BYTE, at(index, 1));
    }

    /** The unsigned 16-bit number in network byte order at an index, 0 to {@code caplen - 2}. */
    public int shortAt(int index) {
        return memory.get(SHORT, at(index, 2)) & 0xffff;
    }

    /** The 32-bit number in network byte order at an index, 0 to {@code caplen - 4}. */
    public int intAt(int index) {
        return memory.get(INT, at(index, 4));
    }

    /** The 64-bit number in network byte order at an index, 0 to {@code caplen - 8}. */
    public long longAt(int index) {
        return memory.get(LONG, at(index, 8));
    }

    /** A copy of the captured bytes. */
    public byte[] bytes() {
        requireLife();
        return bytes(0, caplen);
    }

    /** Copies {@code length} bytes from {@code index} into a segment. */
    public void copyTo(int index, MemorySegment target, long targetOffset, int length) {
        MemorySegment.copy(memory, at(index, length), target, targetOffset, length);
    }

    /**
     * Writes it to a savefile. Its writer belongs to one thread at a time: the order of the capture has to be {@link
     * Order#SERIAL}, or the handlers need a lock, and so does whoever closes the writer if a handler may still be at work
     * then.
     *
     * @param interfaceId the number that its interface has in that file; 0 in a pcap file
     * @throws io.millrace.savefile.SavefileException if this packet or one before could not be written
     */
    public void writeTo(SavefileWriter writer, int interfaceId) {
        writer.write(interfaceId, timestampNanos(), memory, at(0, caplen), caplen, len);
    }

    /** A copy of the bytes behind the last header that was understood: the transport's payload; empty if there is none. */
    public byte[] payload() {
        Headers known = headers();
        return known.payloadOffset() < 0 ? new byte[0] : bytes(known.payloadOffset(), known.payloadLength());
    }

    /** The IP source, or null if this is not IP. */
    public @Nullable InetAddress source() {
        Headers known = headers();
        return address(known.sourceAddressOffset(), known.addressLength());
    }

    /** The IP destination, or null if this is not IP. */
    public @Nullable InetAddress destination() {
        Headers known = headers();
        return address(known.destinationAddressOffset(), known.addressLength());
    }

    /** The TCP, UDP, UDP-Lite, SCTP or DCCP source port; -1 if there is none, as in all fragments but the first. */
    public int sourcePort() {
        return headers().sourcePort();
    }

    /** The destination port, as {@link #sourcePort}. */
    public int destinationPort() {
        return headers().destinationPort();
    }

    /** The packet's headers, walked when first asked for. The view dies with the packet. */
    public Headers headers() {
        requireLife();
        if (!walked) {
            headers.wrap(memory, start, caplen, linktype());
            walked = true;
        }
        return headers;
    }

    /** A packet of its own with its own bytes, for any thread and any time. */
    public Packet copy() {
        return of(interfaces, new SlotCopy(timestampNanos(), len, weight, from, bytes()));
    }

    private byte[] bytes(int index, int length) {
        byte[] bytes = new byte[length];
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, at(index, length), bytes, 0, length);
        return bytes;
    }

    private @Nullable InetAddress address(int index, int length) {
        if (index < 0) {
            return null;
        }
        try {
            return InetAddress.getByAddress(bytes(index, length));
        } catch (UnknownHostException e) {
            throw new AssertionError("an IP address of " + length + " bytes", e);
        }
    }

    private long at(int index, int length) {
        requireLife();
        Objects.checkFromIndexSize(index, length, caplen);
        return start + index;
    }

    private void requireLife() {
        if (start == DEAD) {
            throw new IllegalStateException(
                    "the packet is no longer lent: its handler has returned (keep packet.copy())");
        }
    }
}
