package io.millrace.replay;

/**
 * What was sent, and how late.
 *
 * @param packets how many packets the device took
 * @param bytes how many bytes they had
 * @param nanos from the first packet to the last
 * @param tooLong packets that were not sent, because they are longer than the device's MTU allows
 * @param tooShort packets that were not sent, because they are shorter than a link-layer header
 * @param cut packets that were sent as short as they were captured, though they were longer
 * @param lateMicrosP50 by how many microseconds half of the packets were late at the most
 * @param lateMicrosP99 and 99 of 100
 * @param lateMicrosMax and all
 */
public record ReplayReport(
        long packets,
        long bytes,
        long nanos,
        long tooLong,
        long tooShort,
        long cut,
        long lateMicrosP50,
        long lateMicrosP99,
        long lateMicrosMax) {
    /** Packets a second: of the intervals between them, so that two packets in a second are one. */
    public double packetsPerSecond() {
        return nanos == 0 ? 0 : (packets - 1) * 1e9 / nanos;
    }

    /** Bits a second. */
    public double bitsPerSecond() {
        return nanos == 0 ? 0 : bytes * 8e9 / nanos;
    }
}
