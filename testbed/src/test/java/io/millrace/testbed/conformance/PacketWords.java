package io.millrace.testbed.conformance;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;

/** Packets as answers have them, in the words of {@code oracle.c}. */
final class PacketWords {
    private static final int FNV_BASIS = 0x811c9dc5;
    private static final int FNV_PRIME = 16_777_619;

    private PacketWords() {}

    static String of(MemorySegment memory, long offset, int caplen, int len, long timestampNanos) {
        int hash = FNV_BASIS;
        for (int i = 0; i < caplen; i++) {
            hash = (hash ^ (memory.get(JAVA_BYTE, offset + i) & 0xff)) * FNV_PRIME;
        }
        return " %d/%d/%d/%08x".formatted(timestampNanos, caplen, len, hash);
    }
}
