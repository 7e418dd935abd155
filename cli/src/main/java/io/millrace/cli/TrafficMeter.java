package io.millrace.cli;

import io.millrace.Packet;
import io.millrace.PacketHandler;
import io.millrace.plan.ArrivalMeter;
import io.millrace.plan.Burst;
import io.millrace.plan.Demand;
import io.millrace.protocol.FlowKey;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Measures what comes: how much, how long, how unevenly, of how many flows. Its packets are handled one after the other; for who
 * reads it afterwards.
 */
final class TrafficMeter implements PacketHandler {
    private static final int[] WINDOWS_MILLIS = {1, 10, 100};
    private static final int BURST_MILLIS = 100;

    /** So many flows are told apart; all others are of one more. */
    private static final int MOST_FLOWS = 100_000;

    /** A burst that is not so many times the average is none. */
    private static final double LEAST_BURST = 2;

    private final ArrivalMeter arrivals = new ArrivalMeter();
    private final Map<FlowKey, long[]> flows = new HashMap<>();
    private long bytes;
    private long longest;

    TrafficMeter() {}

    @Override
    public void handle(Packet packet) {
        arrivals.add(packet.timestampNanos());
        bytes += packet.caplen();
        longest = Math.max(longest, packet.caplen());
        FlowKey key = FlowKey.of(packet.headers());
        long[] count = flows.size() < MOST_FLOWS ? flows.computeIfAbsent(key, any -> new long[1]) : flows.get(key);
        if (count != null) {
            count[0]++;
        }
    }

    long packets() {
        return arrivals.packets();
    }

    double seconds() {
        return arrivals.seconds();
    }

    long longest() {
        return longest;
    }

    double meanBytes() {
        return (double) bytes / Math.max(1, packets());
    }

    /** The share of packets of the heaviest flow. */
    double heaviestShare() {
        long most = flows.values().stream().mapToLong(count -> count[0]).max().orElse(0);
        return (double) most / Math.max(1, packets());
    }

    long flows() {
        return flows.size();
    }

    /** The greatest index of dispersion: of the windows in which packets come most unevenly. */
    double variability() {
        double most = 0;
        for (int window : WINDOWS_MILLIS) {
            most = Math.max(most, arrivals.dispersion(window));
        }
        return Math.min(most, Demand.MOST_VARIABILITY);
    }

    /** The busiest tenth of a second, if it was much busier than others. */
    @Nullable
    Burst burst() {
        double perSecond = arrivals.peak(BURST_MILLIS) * 1_000.0 / BURST_MILLIS;
        boolean any = seconds() * 1_000 > BURST_MILLIS && perSecond >= LEAST_BURST * packets() / seconds();
        return any ? new Burst(perSecond, BURST_MILLIS / 1e3) : null;
    }

    /** What was measured, in words. */
    String text() {
        return String.format(
                Locale.ROOT,
                "%s packets in %.1f s, %.0f bytes on average and %s at the most, %s flows, the heaviest with %s of all; unevenness %.1f (1: each comes regardless of others)",
                Figures.count(packets()),
                seconds(),
                meanBytes(),
                Figures.count(longest),
                flows() < MOST_FLOWS ? Figures.count(flows()) : "more than " + Figures.count(flows()),
                Figures.share(Math.round(heaviestShare() * packets()), packets()),
                variability());
    }
}
