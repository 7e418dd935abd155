package io.millrace.pcap;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import java.util.List;

/** A packet as a test keeps it; the bytes as hex digits, so that two can be compared. */
record Kept(String hex, int len, long timestampNanos) {
    static Kept of(byte[] bytes, int len, long timestampNanos) {
        return new Kept(HexFormat.of().formatHex(bytes), len, timestampNanos);
    }

    /** A callback that adds to a list. */
    static PcapCallback into(List<Kept> list) {
        return packet -> list.add(of(packet.bytes(), packet.len(), packet.timestampNanos()));
    }

    /** A callback for packets that nobody wants. */
    static PcapCallback nothing() {
        return packet -> {};
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    /** The bytes in native memory, as C wants them. */
    MemorySegment nativeBytes(Arena arena) {
        return arena.allocateFrom(JAVA_BYTE, bytes());
    }
}
