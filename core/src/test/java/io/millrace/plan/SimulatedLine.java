package io.millrace.plan;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** A waiting line played packet by packet, to judge formulas by. */
final class SimulatedLine {
    private final double[] waits;
    private final int served;
    private final int packets;

    /**
     * Plays it.
     *
     * @param gap the time from one arrival to the next
     * @param service the time of one service
     */
    SimulatedLine(
            int packets,
            int servers,
            double limitSeconds,
            ToDoubleFunction<Random> gap,
            ToDoubleFunction<Random> service) {
        this.packets = packets;
        Random random = new Random(42);
        PriorityQueue<Double> free = new PriorityQueue<>();
        for (int i = 0; i < servers; i++) {
            free.add(0.0);
        }
        waits = new double[packets];
        int count = 0;
        double now = 0;
        for (int i = 0; i < packets; i++) {
            now += gap.applyAsDouble(random);
            double begin = Math.max(now, free.element());
            if (begin - now <= limitSeconds) {
                free.remove();
                free.add(begin + service.applyAsDouble(random));
                waits[count++] = begin - now;
            }
        }
        served = count;
        Arrays.sort(waits, 0, served);
    }

    static ToDoubleFunction<Random> exponential(double mean) {
        return random -> -mean * Math.log(1 - random.nextDouble());
    }

    static ToDoubleFunction<Random> always(double time) {
        return random -> time;
    }

    double lostShare() {
        return (double) (packets - served) / packets;
    }

    double meanSeconds() {
        return Arrays.stream(waits, 0, served).average().orElse(0);
    }

    double percentile(double share) {
        return waits[(int) (served * share)];
    }
}
