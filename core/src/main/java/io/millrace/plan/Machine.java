package io.millrace.plan;

/**
 * Where the capture runs, and how packets are handed over there.
 *
 * @param processors how many, 1 to 65,536
 * @param blockSeconds the longest time from a packet's arrival until its block is handed over; 0 where each comes at once
 * @param blockBytes the size of such a block
 * @param patienceSeconds how long a packet may have to wait for a worker that is awake before another is woken
 */
public record Machine(int processors, double blockSeconds, long blockBytes, double patienceSeconds) {
    /** What the kernel and its alignment add to each packet of a block. */
    private static final double FRAME_BYTES = 100;

    public Machine {
        Checks.requireBetween("processors", processors, 1, 1 << 16);
        Checks.requireBetween("seconds of a block", blockSeconds, 0, 10);
        Checks.requireBetween("bytes of a block", blockBytes, 1 << 10, 1 << 30);
        Checks.requireBetween("patience in seconds", patienceSeconds, 0, 10);
    }

    /** This machine, and devices as they are read unless told otherwise: in blocks of 256 KiB that are open for 1 ms. */
    public static Machine here() {
        return new Machine(Runtime.getRuntime().availableProcessors(), 1e-3, 256 << 10, 2e-3);
    }

    /** The same machine, where packets are delivered as they come ({@code immediate}). */
    public Machine immediate() {
        return new Machine(processors, 0, blockBytes, 50e-6);
    }

    /** The same, with so many processors. */
    public Machine withProcessors(int count) {
        return new Machine(count, blockSeconds, blockBytes, patienceSeconds);
    }

    /** How long a block is open at a rate, at the most: it is handed over when it is full. */
    double blockSeconds(double packetsPerSecond, double meanBytes) {
        return Math.min(blockSeconds, blockBytes / (packetsPerSecond * (meanBytes + FRAME_BYTES)));
    }

    /** How much buffer the kernel needs to hold what comes while nobody takes it for a time. */
    double bytesFor(double seconds, double packetsPerSecond, double meanBytes) {
        double packets = packetsPerSecond * seconds;
        double filled = packets * (meanBytes + FRAME_BYTES);
        double closed = blockSeconds == 0 ? 0 : Math.min(seconds / blockSeconds, packets) * blockBytes;
        return Math.max(filled, closed);
    }
}
