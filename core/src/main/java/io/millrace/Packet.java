package io.millrace;

import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A captured packet, lent to a handler. */
public final class Packet {
    Packet() {}

    /** When the kernel saw the packet. */
    public Instant timestamp() {
        throw new UnsupportedOperationException();
    }

    /** When the kernel saw the packet, in nanoseconds since the epoch. Allocates nothing. */
    public long timestampNanos() {
        throw new UnsupportedOperationException();
    }

    /** The time from its timestamp to now. */
    public Duration age() {
        throw new UnsupportedOperationException();
    }

    /** Captured length in bytes. */
    public int caplen() {
        throw new UnsupportedOperationException();
    }

    /** Length on the wire in bytes; never less than {@link #caplen()}. */
    public int len() {
        throw new UnsupportedOperationException();
    }

    /** The link-layer type of the first byte, a constant of {@link io.millrace.protocol.Linktype}. */
    public int linktype() {
        throw new UnsupportedOperationException();
    }

    /** The byte at an index below {@link #caplen()}. */
    public byte byteAt(int index) {
        throw new UnsupportedOperationException();
    }

    /** The unsigned 16-bit number in network byte order at an index. */
    public int shortAt(int index) {
        throw new UnsupportedOperationException();
    }

    /** The 32-bit number in network byte order at an index. */
    public int intAt(int index) {
        throw new UnsupportedOperationException();
    }

    /** The 64-bit number in network byte order at an index. */
    public long longAt(int index) {
        throw new UnsupportedOperationException();
    }

    /** A copy of the captured bytes. */
    public byte[] bytes() {
        throw new UnsupportedOperationException();
    }

    /** Copies {@code length} bytes from {@code index} into a segment. */
    public void copyTo(int index, MemorySegment target, long targetOffset, int length) {
        throw new UnsupportedOperationException();
    }

    /** A copy of the bytes behind the last header that was understood: the transport's payload. */
    public byte[] payload() {
        throw new UnsupportedOperationException();
    }

    /** The IP source, or null if this is not IP. */
    public @Nullable InetAddress source() {
        throw new UnsupportedOperationException();
    }

    /** The IP destination, or null if this is not IP. */
    public @Nullable InetAddress destination() {
        throw new UnsupportedOperationException();
    }

    /** The TCP, UDP, SCTP source port, or -1. */
    public int sourcePort() {
        throw new UnsupportedOperationException();
    }

    /** The TCP, UDP, SCTP destination port, or -1. */
    public int destinationPort() {
        throw new UnsupportedOperationException();
    }

    /** A packet of its own with its own bytes, for any thread and any time. */
    public Packet copy() {
        throw new UnsupportedOperationException();
    }
}
