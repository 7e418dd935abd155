package io.millrace.store;

/**
 * What lay in a slot when somebody looked who did not own it.
 *
 * @param timestampNanos nanoseconds since the epoch
 * @param len length on the wire in bytes
 * @param weight how many packets it stands for
 * @param from the number of the interface that it came by
 * @param bytes the captured bytes
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, compared by nobody
public record SlotCopy(long timestampNanos, int len, int weight, int from, byte[] bytes) {}
