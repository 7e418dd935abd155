package io.millrace.overload;

import java.lang.foreign.MemorySegment;

/**
 * What a capture thread keeps of the packets that come while its store fills up. Owned by that thread.
 */
public sealed interface Pressure permits Sample, Truncation {
    /**
     * Looks how full the store is. Called once a batch.
     *
     * @param usedBytes what is used
     * @param limitBytes what there is
     * @param nowNanos the time, by {@link System#nanoTime}
     */
    void look(long usedBytes, long limitBytes, long nowNanos);

    /** How many bytes to keep of the frame of a link type at {@code memory[offset, offset + caplen)}; -1 to shed it. */
    int keep(MemorySegment memory, long offset, int caplen, int linktype);

    /** How many packets one that is kept now stands for. */
    int weight();
}
