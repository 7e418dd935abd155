package io.millrace.plan;

import org.jspecify.annotations.Nullable;

/**
 * What a capture will do with its settings.
 *
 * <p><b>The model.</b> A packet's age is the sum of independent parts: the time until its block is handed over, which is anything
 * up to the block's longest alike; the wait for a worker that is awake; the wait behind packets of its own flow (a
 * {@link WaitingLine} with one server); and the wait for a free worker or processor, whichever there is less of (a
 * {@link WaitingLine} with as many servers). What waits beyond the age limit, or beyond what the queue holds, is lost. A burst is
 * a fluid: what comes faster than it can be handled piles up, and is worked off afterwards (Newell 1971).
 *
 * <p><b>What it does not know.</b> Handlers that hold each other up (a lock, a pool of connections) take longer the more there
 * are of them; a service time measured with one worker says nothing of that. Pauses of the virtual machine and of the system,
 * some tens of milliseconds now and then, are not in it: they are what the longest ages of a run come from.
 *
 * @param bottleneck what bounds the rate at which packets are handled
 * @param capacityPerSecond how many packets can be handled in a second
 * @param utilisation the rate as a share of that; above 1 more comes than can be handled
 * @param busyWorkers how many workers are in a handler on average
 * @param processorShare how much of all processors is used
 * @param age of packets that are handled
 * @param waitShare the share of packets that finds no free worker
 * @param lostShare the share of packets that is shed, in the long run
 * @param heaviestUtilisation how busy the heaviest flow keeps the one worker that may be in it
 * @param queueSeconds for how long the queue holds what comes while no handler returns
 * @param kernelSeconds for how long the kernel's buffer holds what comes, at the peak, while the capture thread does not run
 * @param burst what becomes of the burst; null if there is none
 */
public record Forecast(
        Bottleneck bottleneck,
        double capacityPerSecond,
        double utilisation,
        double busyWorkers,
        double processorShare,
        Distribution age,
        double waitShare,
        double lostShare,
        double heaviestUtilisation,
        double queueSeconds,
        double kernelSeconds,
        @Nullable Flood burst) {
    /** To wake a thread that sleeps takes up to so long. */
    private static final double WAKING_SECONDS = 60e-6;

    /** Whoever waits for thirty years waits for ever. */
    private static final double LONGEST_SECONDS = 1e9;

    /** What bounds the rate. */
    public enum Bottleneck {
        /** There are only so many workers. */
        WORKERS,
        /** There are only so many processors. */
        PROCESSORS
    }

    /**
     * What a burst does.
     *
     * @param peakPackets how many wait when it ends
     * @param peakBytes the memory that takes
     * @param peakAgeSeconds how old packets are then, when their turn comes
     * @param lostShare the share of the burst that is lost
     * @param drainSeconds how long it takes to work off what waits; infinite if that never ends
     */
    public record Flood(
            double peakPackets, double peakBytes, double peakAgeSeconds, double lostShare, double drainSeconds) {}

    /** Foresees what these settings do. */
    public static Forecast of(Demand demand, Work work, Machine machine, Sizing sizing) {
        double rate = demand.packetsPerSecond();
        double byWorkers = sizing.workers() / work.serviceSeconds();
        double byProcessors = machine.processors() / Math.max(work.processorTotal(), 1e-12);
        Bottleneck bottleneck = byWorkers <= byProcessors ? Bottleneck.WORKERS : Bottleneck.PROCESSORS;
        double capacity = Math.min(byWorkers, byProcessors);
        int servers = bottleneck == Bottleneck.WORKERS ? sizing.workers() : machine.processors();

        Delivery delivery = Delivery.of(demand, work, machine, servers, rate / capacity);
        double queuePackets = sizing.queuePackets(demand.meanBytes());
        double ageLeft = Math.max(0, sizing.ageLimitSeconds() - delivery.meanSeconds());
        double longest = Math.min(ageLeft, Math.min(queuePackets / capacity, LONGEST_SECONDS));
        double variability = (demand.variability() + work.variability()) / 2;
        WaitingLine line = new WaitingLine(rate, servers, servers / capacity, variability, longest);
        WaitingLine heavy = flow(demand, demand.heaviest(), work, queuePackets, ageLeft);
        WaitingLine light = flow(demand, demand.light(), work, queuePackets, ageLeft);

        double kept = 1 - (demand.heaviest() * heavy.lostShare());
        double lost = 1 - ((1 - line.lostShare()) * kept);
        return new Forecast(
                bottleneck,
                capacity,
                rate / capacity,
                Math.min(rate * (1 - lost) * work.serviceSeconds(), sizing.workers()),
                Math.min(1, rate * (1 - lost) * work.processorTotal() / machine.processors()),
                age(delivery, line, heavy, light, demand.heaviest()),
                line.waitShare(),
                lost,
                heavy.utilisation(),
                queuePackets / rate,
                kernelSeconds(demand, machine, sizing),
                burst(demand, capacity, Math.min(queuePackets, ageLeft * capacity), delivery));
    }

    /** The packets of one flow wait for each other; what comes too fast waits until the queue or the age limit ends it. */
    private static WaitingLine flow(Demand demand, double share, Work work, double queuePackets, double ageLeft) {
        double service = work.serviceSeconds();
        return new WaitingLine(
                demand.packetsPerSecond() * share,
                1,
                service,
                (demand.variability() + work.variability()) / 2,
                Math.min(ageLeft, Math.min(queuePackets * service, LONGEST_SECONDS)));
    }

    private static Distribution age(
            Delivery delivery, WaitingLine line, WaitingLine heavy, WaitingLine light, double heaviest) {
        double flows = Math.max(heaviest > 0 ? heavy.longestSeconds() : 0, light.longestSeconds());
        double horizon = delivery.latestSeconds() + line.longestSeconds() + flows;
        return delivery.distribution(horizon)
                .plus(line::waitsAtMost)
                .plus(time -> (heaviest * heavy.waitsAtMost(time)) + ((1 - heaviest) * light.waitsAtMost(time)));
    }

    private static double kernelSeconds(Demand demand, Machine machine, Sizing sizing) {
        double second = machine.bytesFor(1, demand.peakPerSecond(), demand.meanBytes());
        return sizing.kernelBytes() / second;
    }

    private static @Nullable Flood burst(Demand demand, double capacity, double room, Delivery delivery) {
        Burst burst = demand.burst();
        if (burst == null) {
            return null;
        }
        double excess = Math.max(0, burst.packetsPerSecond() - capacity) * burst.seconds();
        double peak = Math.min(excess, room);
        double spare = capacity - demand.packetsPerSecond();
        double drain = peak == 0 ? 0 : spare <= 0 ? Double.POSITIVE_INFINITY : peak / spare;
        return new Flood(
                peak,
                peak * Sizing.slotBytes(demand.meanBytes()),
                (peak / capacity) + delivery.latestSeconds(),
                (excess - peak) / burst.packets(),
                drain);
    }

    /**
     * From the wire to where a packet waits for a worker.
     *
     * @param soonestSeconds the shortest time until a packet's block is handed over, as a rule
     * @param blockSeconds the longest
     * @param wakingSeconds the longest time until a worker comes, if one has to be woken
     */
    private record Delivery(double soonestSeconds, double blockSeconds, double wakingSeconds) {
        /**
         * A block's first packet waits longest for it to be handed over, and shortest behind others of the block; where there
         * are many more packets in it than servers, both together are nearly the same for all.
         *
         * <p>Where handlers compute, nobody is woken as long as those awake would come to what waits within the crew's patience:
         * with so many workers busy that packets end more often than that, a packet may wait as long although others sleep. So it
         * depends on how many packets come in that time, however long each takes. Handlers that wait are taken to be on virtual
         * threads, where a worker comes at once.
         */
        static Delivery of(Demand demand, Work work, Machine machine, int servers, double utilisation) {
            double rate = demand.packetsPerSecond();
            double block = machine.blockSeconds(rate, demand.meanBytes());
            double packets = rate * block;
            double levelled = Math.min(utilisation, 1) * Math.max(0, 1 - (servers / Math.max(packets, 1e-9)));
            double patience = servers == 1 || !work.computes() ? 0 : machine.patienceSeconds();
            double waking = patience * (rate * patience) / (1 + (rate * patience));
            double behind = packets * work.serviceSeconds();
            return new Delivery(levelled * block, block, Math.max(WAKING_SECONDS, Math.min(waking, behind)));
        }

        double meanSeconds() {
            return ((soonestSeconds + blockSeconds) + wakingSeconds) / 2;
        }

        double latestSeconds() {
            return blockSeconds + wakingSeconds;
        }

        Distribution distribution(double horizonSeconds) {
            return Distribution.none(horizonSeconds)
                    .plus(Distribution.uniform(soonestSeconds, blockSeconds))
                    .plus(Distribution.uniform(0, wakingSeconds));
        }
    }
}
