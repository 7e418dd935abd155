package io.millrace.cli;

import io.millrace.savefile.SavefileReader;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds packets that are the same, to the byte, as one of some before them, by a hash of the length and the bytes. Whoever sends
 * packets may choose their bytes, so it is one of which nobody can make two alike. Belongs to who reads.
 */
final class Duplicates {
    /** As much of SHA-256 as is kept. */
    private record Hash(long first, long second) {}

    private final @Nullable Hash[] before;
    private final Map<Hash, Integer> counts = new HashMap<>();
    private final MessageDigest digest;
    private int at;
    private long found;

    /** @param packets with how many a packet is compared */
    Duplicates(int packets) {
        before = new Hash[packets];
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    /** Whether the packet that a reader stands on is none that was seen; from now on it was. */
    boolean isNew(SavefileReader packet) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(packet.len()).flip());
        digest.update(packet.memory().asSlice(packet.offset(), packet.caplen()).asByteBuffer());
        ByteBuffer sum = ByteBuffer.wrap(digest.digest());
        Hash hash = new Hash(sum.getLong(), sum.getLong());
        boolean isNew = !counts.containsKey(hash);
        found += isNew ? 0 : 1;
        Hash oldest = before[at];
        if (oldest != null) {
            counts.merge(oldest, -1, (count, less) -> count + less == 0 ? null : count + less);
        }
        before[at] = hash;
        at = (at + 1) % before.length;
        counts.merge(hash, 1, Integer::sum);
        return isNew;
    }

    /** How many were not new. */
    long found() {
        return found;
    }
}
