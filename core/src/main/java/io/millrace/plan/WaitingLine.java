package io.millrace.plan;

/**
 * Packets that wait in one line for the next free of several equal servers, each no longer than a limit: what would wait longer
 * is lost.
 *
 * <p><b>The model.</b> With Poisson arrivals and exponential service times this is exact (M/M/c+D: Barrer 1957; Boots and Tijms
 * 1999). While all servers are busy, the wait {@code x} that an arriving packet faces has a density that goes as
 * {@code exp(-(c/s - rate) x)} below the limit, falling where the line is stable, rising where too much comes, level where it is
 * just as much as can be served; above the limit nobody joins, and it goes as {@code exp(-c x / s)}. What all this is weighed
 * against, that a server is free, is Erlang's (1917). Without a limit it is his formula C.
 *
 * <p>For other arrivals and services times of waiting are stretched by the mean of both variabilities (Allen and Cunneen; Allen
 * 1990, after Kingman 1961), which leaves untouched how many have to wait. That is exact for M/M/c, and for the mean of M/G/1
 * (Pollaczek 1930, Khinchin 1932), good where servers are busy, and a guess where few wait anyway.
 *
 * <p>All terms are kept relative to the largest of them, so no load and no limit makes one overflow.
 */
public final class WaitingLine {
    /** Even where all is alike nothing is quite on time. */
    private static final double LEAST_VARIABILITY = 1e-3;

    private final double load;
    private final int servers;
    private final double limitSeconds;

    /** By how much the density falls in a second; negative where it rises. */
    private final double fall;

    private final double freeWeight;
    private final double waitWeight;
    private final double lostWeight;

    /**
     * A line with a limit.
     *
     * @param packetsPerSecond how many come
     * @param servers how many there are, at least 1
     * @param serviceSeconds how long each serves a packet, on average
     * @param variability the mean of the variabilities of arrivals and of service times
     * @param limitSeconds the longest wait; infinite only if servers are not overloaded
     */
    public WaitingLine(
            double packetsPerSecond, int servers, double serviceSeconds, double variability, double limitSeconds) {
        Checks.requireBetween("packets a second", packetsPerSecond, 0, Demand.MOST_PER_SECOND);
        Checks.requireBetween("servers", servers, 1, Integer.MAX_VALUE);
        Checks.requireBetween("service time in seconds", serviceSeconds, 1e-12, 1e6);
        Checks.requireBetween("variability", variability, 0, Demand.MOST_VARIABILITY);
        load = packetsPerSecond * serviceSeconds;
        boolean stable = load < servers;
        Checks.requireBetween("limit in seconds", limitSeconds, 0, stable ? Double.POSITIVE_INFINITY : 1e12);
        this.servers = servers;
        this.limitSeconds = limitSeconds;
        double stretch = Math.max(variability, LEAST_VARIABILITY);
        fall = (servers - load) / serviceSeconds / stretch;
        double exponent = -fall * limitSeconds;
        if (limitSeconds == 0) {
            exponent = 0;
        }
        double free = 1 / blocking(servers - 1, load);
        freeWeight = exponent > 0 ? free * Math.exp(-exponent) : free;
        if (Double.isInfinite(limitSeconds)) {
            waitWeight = load / (servers - load);
            lostWeight = 0;
        } else {
            waitWeight = packetsPerSecond / stretch * limitSeconds * meanOfDecay(Math.abs(exponent));
            lostWeight = load / servers * Math.exp(Math.min(exponent, 0));
        }
    }

    /** Erlang's formula B: the share of packets that find all of so many servers busy, if these do not wait. */
    static double blocking(int servers, double load) {
        double blocking = 1;
        for (int n = 1; n <= servers; n++) {
            blocking = load * blocking / (n + load * blocking);
            if (blocking == 0) {
                return 0;
            }
        }
        return blocking;
    }

    /** The mean of {@code exp(-x)} from 0 to a bound. */
    private static double meanOfDecay(double bound) {
        return bound < 1e-12 ? 1 : -Math.expm1(-bound) / bound;
    }

    /** The share of time that servers would be busy if nothing were lost: above 1 too much comes. */
    public double utilisation() {
        return load / servers;
    }

    /** The share of packets that would wait longer than the limit. */
    public double lostShare() {
        return Double.isInfinite(freeWeight) ? 0 : lostWeight / (freeWeight + waitWeight + lostWeight);
    }

    /** The share of those served that have to wait at all. */
    public double waitShare() {
        return Double.isInfinite(freeWeight) || waitWeight == 0 ? 0 : waitWeight / (freeWeight + waitWeight);
    }

    /** The share of those served that wait no longer than a time. */
    public double waitsAtMost(double seconds) {
        if (seconds >= limitSeconds) {
            return 1;
        }
        return seconds < 0 ? 0 : 1 - (waitShare() * (1 - sharedWithin(seconds)));
    }

    /** Of those that wait, the share that waits no longer than a time below the limit. */
    private double sharedWithin(double seconds) {
        if (Double.isInfinite(limitSeconds)) {
            return -Math.expm1(-fall * seconds);
        }
        double exponent = fall * limitSeconds;
        double part = seconds / limitSeconds;
        if (exponent >= 0) {
            return part * meanOfDecay(exponent * part) / meanOfDecay(exponent);
        }
        double rest = 1 - part; // counted from the limit, where most are
        return 1 - (rest * meanOfDecay(-exponent * rest) / meanOfDecay(-exponent));
    }

    /** The mean wait of those served. */
    public double meanSeconds() {
        if (Double.isInfinite(limitSeconds)) {
            return waitShare() / fall;
        }
        double exponent = fall * limitSeconds;
        double within;
        if (Math.abs(exponent) < 1e-6) {
            within = 0.5 - (exponent / 12);
        } else if (exponent > 0) {
            within = (1 / exponent) - (1 / Math.expm1(exponent));
        } else {
            within = 1 - ((1 / -exponent) - (1 / Math.expm1(-exponent)));
        }
        return waitShare() * within * limitSeconds;
    }

    /** A wait that all but one in a hundred thousand of those served stay below. */
    double longestSeconds() {
        double beyond = fall > 0 ? Math.max(0, Math.log(Math.max(waitShare(), 1e-300) / 1e-5)) / fall : limitSeconds;
        return Math.min(beyond, limitSeconds);
    }
}
