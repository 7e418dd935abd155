package io.millrace.spool;

import io.millrace.store.Region;
import io.millrace.store.Slot;
import java.util.Arrays;

/**
 * The packets that waited in memory when the capture ended, in the order of their capture. Owned by the closing thread.
 *
 * <p>Each is an entry of one {@code long}: its number in capture order, counted from the first one's, and its slot.
 */
final class Remainder {
    private static final int FIRST_ENTRIES = 1 << 10;

    private final Region region;
    private long[] entries = new long[FIRST_ENTRIES];
    private int count;
    private long first;

    Remainder(Region region) {
        this.region = region;
    }

    void add(int packet) {
        long sequence = Slot.sequence(region.address(packet));
        if (count == 0) {
            first = sequence;
        } else if (count == entries.length) {
            entries = Arrays.copyOf(entries, count * 2);
        }
        // What is in memory at a time is less than 2^31 packets apart, unless a lane stood still for that long: it
        // comes first then.
        long distance = Math.clamp(sequence - first, Integer.MIN_VALUE, Integer.MAX_VALUE);
        entries[count++] = (distance << Integer.SIZE) | packet;
    }

    int count() {
        return count;
    }

    /** The packets, sorted. */
    int[] inOrder() {
        Arrays.sort(entries, 0, count);
        int[] packets = new int[count];
        for (int i = 0; i < count; i++) {
            packets[i] = (int) entries[i];
        }
        return packets;
    }
}
