package io.millrace.plan;

/**
 * What a packet costs.
 *
 * @param serviceSeconds how long its handler takes on average, up to an hour
 * @param variability of that time: its variance divided by its mean's square
 * @param processorSeconds how much of that a processor is at work, 0 to {@code serviceSeconds}
 * @param overheadSeconds what the engine itself costs a processor for a packet: taking, queueing, waking
 */
public record Work(double serviceSeconds, double variability, double processorSeconds, double overheadSeconds) {
    /** A handler that is at work for more than this share of its time computes; others wait. */
    private static final double COMPUTES = 0.5;

    /** Where handlers do nothing at all. */
    private static final double LEAST_SECONDS = 1e-9;

    public Work {
        serviceSeconds = Math.max(serviceSeconds, serviceSeconds >= 0 ? LEAST_SECONDS : serviceSeconds);
        Checks.requireBetween("service time in seconds", serviceSeconds, LEAST_SECONDS, 3_600);
        Checks.requireBetween("variability of the service time", variability, 0, Demand.MOST_VARIABILITY);
        Checks.requireBetween("processor time in seconds", processorSeconds, 0, serviceSeconds);
        Checks.requireBetween("overhead in seconds", overheadSeconds, 0, 1);
    }

    /** Whether a processor is at work for most of the time; otherwise the handler waits for something. */
    public boolean computes() {
        return processorSeconds > COMPUTES * serviceSeconds;
    }

    /** What a packet takes of a processor, all in all. */
    double processorTotal() {
        return processorSeconds + overheadSeconds;
    }
}
