package io.millrace.spool;

import io.millrace.savefile.Durability;
import java.nio.file.Path;

/**
 * What a spool is to be like.
 *
 * @param folder where its segments are
 * @param limitBytes how much disk it may use; 0 for nine tenths of what is free when it is opened
 * @param journal whether every packet goes to the disk before it is handled, and what is done is noted there at once
 * @param durability when the disk is waited for
 * @param resume whether packets that an earlier capture left are handled first
 */
public record SpoolSettings(Path folder, long limitBytes, boolean journal, Durability durability, boolean resume) {
    private static final long LEAST_SEGMENT_BYTES = 256 << 10;
    private static final long MOST_SEGMENT_BYTES = 64 << 20;
    private static final int SEGMENTS = 16;

    /** How long a segment is at the most, but for a packet, when the spool may use so many bytes. */
    static long segmentBytes(long limitBytes) {
        return Math.clamp(limitBytes / SEGMENTS, LEAST_SEGMENT_BYTES, MOST_SEGMENT_BYTES);
    }
}
