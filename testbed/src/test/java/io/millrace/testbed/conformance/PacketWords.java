package io.millrace.testbed.conformance;

/** Packets as answers have them, in the words of {@code oracle.c}. */
final class PacketWords {
    private static final int FNV_BASIS = 0x811c9dc5;
    private static final int FNV_PRIME = 16_777_619;

    private PacketWords() {}

    static String of(byte[] bytes, int len, long timestampNanos) {
        int hash = FNV_BASIS;
        for (byte next : bytes) {
            hash = (hash ^ (next & 0xff)) * FNV_PRIME;
        }
        return " %d/%d/%d/%08x".formatted(timestampNanos, bytes.length, len, hash);
    }
}
