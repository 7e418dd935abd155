package io.millrace.cli;

import io.millrace.savefile.SavefileReader;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds packets that are the same, to the byte, as one before them, of so many packets or of so short a time, by a hash of
 * the length and the bytes. Whoever sends packets may choose their bytes, so it is one of which nobody can make two alike.
 * Belongs to who reads.
 */
final class Duplicates {
    /** As much of SHA-256 as is kept. */
    private record Hash(long first, long second) {}

    /** A packet; two are never equal. */
    private static final class Seen {
        private final Hash hash;
        private final long nanos;

        Seen(Hash hash, long nanos) {
            this.hash = hash;
            this.nanos = nanos;
        }
    }

    private final int packets;
    private final boolean timed;
    private final long withinNanos;
    private final ArrayDeque<Seen> before = new ArrayDeque<>();

    /** Of each hash among those before, the last. */
    private final Map<Hash, Seen> last = new HashMap<>();

    private final MessageDigest digest;
    private long found;

    private Duplicates(int packets, boolean timed, long withinNanos) {
        this.packets = packets;
        this.timed = timed;
        this.withinNanos = withinNanos;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    /** Compares each packet with so many before it. */
    static Duplicates among(int packets) {
        return new Duplicates(packets, false, 0);
    }

    /**
     * Compares each packet with those that are older by so much at the most. One that is of a later time is not older.
     *
     * @param most how many these may be
     */
    static Duplicates within(long nanos, int most) {
        return new Duplicates(most, true, nanos);
    }

    /** Whether the packet that a reader stands on is none that was seen; from now on it was. */
    boolean isNew(SavefileReader packet) {
        Seen now = new Seen(hash(packet), packet.timestampNanos());
        while (!before.isEmpty() && isPast(before.peek(), now.nanos)) {
            forgetOldest();
        }
        Seen same = last.put(now.hash, now);
        boolean isNew = same == null || (timed && (now.nanos < same.nanos || isPast(same, now.nanos)));
        found += isNew ? 0 : 1;
        if (before.size() == packets) {
            forgetOldest();
        }
        before.add(now);
        return isNew;
    }

    private boolean isPast(Seen seen, long nanos) {
        return timed && nanos - seen.nanos > withinNanos;
    }

    private void forgetOldest() {
        Seen oldest = before.remove();
        if (last.get(oldest.hash) == oldest) { // or a later one has taken its place
            last.remove(oldest.hash);
        }
    }

    private Hash hash(SavefileReader packet) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(packet.len()).flip());
        digest.update(packet.memory().asSlice(packet.offset(), packet.caplen()).asByteBuffer());
        ByteBuffer sum = ByteBuffer.wrap(digest.digest());
        return new Hash(sum.getLong(), sum.getLong());
    }

    /** How many were not new. */
    long found() {
        return found;
    }
}
