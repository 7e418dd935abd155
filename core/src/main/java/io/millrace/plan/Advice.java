package io.millrace.plan;

/**
 * The settings that serve a demand at the least cost.
 *
 * <p><b>Workers.</b> As many as are busy on average, by Little's law, and so many more that waiting for one is rare: found by
 * trying, where Halfin and Whitt (1981) say that the root of the number busy is about what it takes. Handlers that compute get no
 * more workers than there are processors. Handlers that wait get enough to work a burst off within the age limit, or while it
 * lasts if there is none, as far as the processors can feed them: workers that wait cost little.
 *
 * <p><b>Queue.</b> What piles up in the burst, and no less than comes in a second while no handler returns; with a quarter
 * on top.
 *
 * <p><b>Kernel's buffer.</b> What comes at the peak in half a second, for which the capture thread may not be scheduled on a busy
 * machine.
 */
public final class Advice {
    /** Of those served only one in a hundred may have to wait longer than is meant. */
    private static final double MOST = 0.99;

    private static final double MOST_UTILISATION = 0.8;
    private static final double ROOM = 1.25;
    private static final double STANDSTILL_SECONDS = 1;
    private static final double STALL_SECONDS = 0.5;
    private static final long MIB = 1 << 20;

    private Advice() {}

    /**
     * The settings that serve.
     *
     * @param ageLimitSeconds what is older is to be shed, or {@link Sizing#NO_LIMIT}
     * @param least the settings that there are anyway: queue and buffer are no smaller; its workers and age limit do not matter
     * @param mostWorkers no more than so many
     */
    public static Sizing of(
            Demand demand, Work work, Machine machine, double ageLimitSeconds, Sizing least, int mostWorkers) {
        int workers = workers(demand, work, machine, ageLimitSeconds, mostWorkers);
        Sizing first = new Sizing(workers, least.queueBytes(), least.kernelBytes(), ageLimitSeconds);
        return sizedFor(demand, work, machine, first);
    }

    /** The same number of workers, with a queue and a buffer that are large enough. */
    public static Sizing sizedFor(Demand demand, Work work, Machine machine, Sizing sizing) {
        Sizing unbounded = new Sizing(sizing.workers(), Long.MAX_VALUE, sizing.kernelBytes(), sizing.ageLimitSeconds());
        Forecast.Flood burst = Forecast.of(demand, work, machine, unbounded).burst();
        double standing = demand.packetsPerSecond() * STANDSTILL_SECONDS * Sizing.slotBytes(demand.meanBytes());
        double queue = ROOM * Math.max(standing, burst == null ? 0 : burst.peakBytes());
        double kernel = machine.bytesFor(STALL_SECONDS, demand.peakPerSecond(), demand.meanBytes());
        return new Sizing(
                sizing.workers(),
                Math.max(sizing.queueBytes(), mebibytes(queue)),
                Math.max(sizing.kernelBytes(), mebibytes(kernel)),
                sizing.ageLimitSeconds());
    }

    /** Rounded up to a power of two of MiB. */
    private static long mebibytes(double bytes) {
        long wanted = (long) Math.ceil(Math.min(bytes, 1e15) / MIB);
        return (Long.highestOneBit(Math.max(wanted, 2) - 1) << 1) * MIB;
    }

    private static int workers(Demand demand, Work work, Machine machine, double ageLimitSeconds, int mostWorkers) {
        int most = work.computes() ? Math.min(machine.processors(), mostWorkers) : mostWorkers;
        double capacity = demand.packetsPerSecond() / MOST_UTILISATION;
        Burst burst = demand.burst();
        if (burst != null && !work.computes()) {
            double within = Math.min(ageLimitSeconds / 2, burst.seconds());
            boolean limited = ageLimitSeconds != Sizing.NO_LIMIT;
            double wanted = limited ? burst.packets() / (burst.seconds() + within) : burst.packetsPerSecond();
            double feedable = machine.processors() * MOST_UTILISATION / Math.max(work.processorTotal(), 1e-12);
            capacity = Math.max(capacity, Math.min(wanted, feedable));
        }
        double least = Math.ceil(capacity * work.serviceSeconds());
        if (least >= most) {
            return most;
        }
        double wait = Math.min(work.serviceSeconds(), ageLimitSeconds / 4);
        return leastThatServes(demand, work, (int) Math.max(least, 1), most, wait);
    }

    /** Halves the interval: more workers never make a packet wait longer. */
    private static int leastThatServes(Demand demand, Work work, int least, int most, double wait) {
        int low = least;
        int high = most;
        while (low < high) {
            int middle = (low + high) >>> 1;
            WaitingLine line = new WaitingLine(
                    demand.packetsPerSecond(),
                    middle,
                    work.serviceSeconds(),
                    (demand.variability() + work.variability()) / 2,
                    Double.POSITIVE_INFINITY);
            if (line.waitsAtMost(wait) >= MOST) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
