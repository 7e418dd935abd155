package io.millrace;

import org.jspecify.annotations.Nullable;

/**
 * Where every packet went. A ledger is a consistent snapshot: it balances at any time, and {@link #balanced()} says
 * whether it does.
 *
 * <pre>
 * kernel.received = kernel.dropped + taken + kernel.unread          (live sources, once the capture is closed)
 * taken + resumed = handled + failed + shed + abandoned + queued + inFlight + spooled
 * </pre>
 *
 * <p>Every step of a packet is counted where it happens: taken, queued, begun, ended in one way or another. What is queued
 * and in flight is what has gone in less what has come out, so that a packet that is lost on the way stays in these two
 * for ever; in the final ledger both must be 0.
 *
 * @param source the device or file
 * @param linktype the name of its link type, {@code EN10MB} for Ethernet; where packets of several were taken all of them,
 *     {@code EN10MB,RAW}
 * @param seconds from the first packet taken to the last account entered
 * @param kernel the kernel's accounts; null for a source without a kernel
 * @param taken packets that Millrace took from the source: from there on their fate is here
 * @param resumed packets that an earlier capture had left on disk, read back by this one
 * @param handled packets whose handler returned
 * @param failed packets whose handler threw, or whose stage completed exceptionally
 * @param abandoned packets given up by {@link Capture#close()} when its drain time was over, queued or in flight
 * @param queued packets that wait for a worker
 * @param inFlight packets whose handler is running
 * @param spooled packets parked on disk, or on their way there; in the final ledger those that stay there, to be resumed
 * @param shed packets given up by the overload policy, by cause
 * @param truncated packets of which only the headers were kept, by the policy {@link Overload.Headers}; each is in one of the
 *     other accounts too
 * @param incidents what happened to packets on their way; each is in one of the accounts too
 * @param age from a packet's timestamp to the start of its handler
 * @param service how long handlers ran
 * @param queue the store's memory
 * @param workers how many workers there are
 */
public record Ledger(
        String source,
        String linktype,
        double seconds,
        @Nullable Kernel kernel,
        long taken,
        long resumed,
        long handled,
        long failed,
        long abandoned,
        long queued,
        long inFlight,
        long spooled,
        Shed shed,
        long truncated,
        Incidents incidents,
        Percentiles age,
        Percentiles service,
        Queue queue,
        WorkerCount workers) {

    /** What a platform does not tell: never reported as zero. */
    public static final long ABSENT = -1;

    /**
     * The kernel's accounts, or {@link #ABSENT} where the platform does not tell.
     *
     * @param received packets that passed the filter, with those dropped and unread
     * @param dropped packets that found the kernel's buffer full: more than 0 means that the capture thread was not
     *     scheduled in time, or waited by the policy {@link Overload.Block}; a larger buffer helps against bursts only
     * @param interfaceDropped packets the device or its driver lost; Millrace can do nothing about them
     * @param unread packets that lay in the kernel's buffer when the capture was closed
     */
    public record Kernel(long received, long dropped, long interfaceDropped, long unread) {}

    /** Packets shed, by cause; {@code spool} counts those that were parked on disk and could not be read back. */
    public record Shed(long newest, long oldest, long aged, long codel, long sampled, long spool) {
        /** All of them. */
        public long total() {
            return newest + oldest + aged + codel + sampled + spool;
        }
    }

    /**
     * What happened to packets on their way. None of these is an account.
     *
     * @param stuck calls of the handler that took longer than {@link CaptureBuilder#handlerTimeout(java.time.Duration)}
     * @param retried attempts to handle a packet again
     * @param deadLettered packets that failed for good and are in the file of {@link CaptureBuilder#deadLetter}; fewer than
     *     {@code failed} if writing failed
     * @param unwritten packets that were handled, but are not in the file that the handler writes, because the disk was full for
     *     one; as counted by the handler ({@link CaptureBuilder#unwritten})
     */
    public record Incidents(long stuck, long retried, long deadLettered, long unwritten) {}

    /** A distribution of durations, in microseconds; all 0 if nothing was measured. */
    public record Percentiles(long p50, long p99, long p999, long max) {}

    /**
     * The store.
     *
     * @param peakBytes the most bytes that waiting packets held at a time, with their overhead
     * @param limitBytes the bound
     */
    public record Queue(long peakBytes, long limitBytes) {}

    /**
     * The workers.
     *
     * @param now threads that exist now
     * @param peak the most that existed at a time
     */
    public record WorkerCount(int now, int peak) {}

    /**
     * Whether every packet is in exactly one account, and no account is overdrawn. Of the final ledger, whose
     * {@code unread} is known, that also means that the kernel's identity holds and that nothing is queued or in flight any
     * more.
     */
    public boolean balanced() {
        boolean ours = taken + resumed == handled + failed + shed.total() + abandoned + queued + inFlight + spooled;
        long least =
                Math.min(Math.min(Math.min(handled, failed), Math.min(abandoned, spooled)), Math.min(queued, inFlight));
        return ours && least >= 0 && kernelBalanced();
    }

    /** Before the end packets lie unread that nobody has counted: then only our own accounts can be checked. */
    private boolean kernelBalanced() {
        if (kernel == null || kernel.received == ABSENT || kernel.unread == ABSENT) {
            return true;
        }
        return kernel.received == kernel.dropped + taken + kernel.unread && queued == 0 && inFlight == 0;
    }

    /** The same accounts, with what has happened since. */
    Ledger with(Incidents later) {
        return new Ledger(
                source, linktype, seconds, kernel, taken, resumed, handled, failed, abandoned, queued, inFlight,
                spooled, shed, truncated, later, age, service, queue, workers);
    }

    /** This ledger as one JSON object on one line. */
    public String toJson() {
        return LedgerJson.write(this);
    }
}
