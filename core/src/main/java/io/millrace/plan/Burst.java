package io.millrace.plan;

/**
 * A time in which packets come faster than on average.
 *
 * @param packetsPerSecond how fast, up to {@value Demand#MOST_PER_SECOND}
 * @param seconds how long, up to a day
 */
public record Burst(double packetsPerSecond, double seconds) {
    public Burst {
        Checks.requireBetween(
                "burst, packets a second", packetsPerSecond, Demand.LEAST_PER_SECOND, Demand.MOST_PER_SECOND);
        Checks.requireBetween("burst, seconds", seconds, 1e-6, 86_400);
    }

    /** How many packets come in it. */
    public double packets() {
        return packetsPerSecond * seconds;
    }
}
