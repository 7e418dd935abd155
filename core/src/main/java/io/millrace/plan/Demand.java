package io.millrace.plan;

import org.jspecify.annotations.Nullable;

/**
 * The packets that come.
 *
 * @param packetsPerSecond the average, {@value #LEAST_PER_SECOND} to {@value #MOST_PER_SECOND}
 * @param variability of arrivals: the variance of the number of packets in a window, divided by its mean. 0 where they come
 *     evenly, 1 where each comes regardless of the others (Poisson), more where they come in bursts
 * @param meanBytes captured bytes of a packet on average, 1 to 262,144
 * @param flows how many flows there are at a time, or {@link #MANY_FLOWS}
 * @param heaviestShare the share of packets that the heaviest flow has, 0 to 1; 0 if it has no more than others
 * @param burst a time in which more packets come, or null
 */
public record Demand(
        double packetsPerSecond,
        double variability,
        double meanBytes,
        long flows,
        double heaviestShare,
        @Nullable Burst burst) {
    public static final double LEAST_PER_SECOND = 1e-6;
    public static final double MOST_PER_SECOND = 1e9;

    /** So many that hardly ever a packet waits for another one of its flow. */
    public static final long MANY_FLOWS = Long.MAX_VALUE;

    /** Beyond this, arrivals are so uneven that an average says nothing about them. */
    public static final double MOST_VARIABILITY = 1e6;

    public Demand {
        Checks.requireBetween("packets a second", packetsPerSecond, LEAST_PER_SECOND, MOST_PER_SECOND);
        Checks.requireBetween("variability of arrivals", variability, 0, MOST_VARIABILITY);
        Checks.requireBetween("mean bytes", meanBytes, 1, 262_144);
        Checks.requireBetween("flows", flows, 1, MANY_FLOWS);
        Checks.requireBetween("share of the heaviest flow", heaviestShare, 0, 1);
    }

    /** Packets of 64 bytes and many flows that come regardless of each other. */
    public static Demand of(double packetsPerSecond) {
        return new Demand(packetsPerSecond, 1, 64, MANY_FLOWS, 0, null);
    }

    /** The share of packets that the heaviest flow has, when all are alike unless told otherwise. */
    double heaviest() {
        return Math.max(heaviestShare, flows == MANY_FLOWS ? 0 : 1.0 / flows);
    }

    /** The share of packets that each flow but the heaviest has. */
    double light() {
        return flows == MANY_FLOWS || flows == 1 ? 0 : (1 - heaviest()) / (flows - 1);
    }

    /** The greatest rate that is foreseen. */
    double peakPerSecond() {
        return burst == null ? packetsPerSecond : Math.max(packetsPerSecond, burst.packetsPerSecond());
    }
}
