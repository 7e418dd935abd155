package io.millrace.bench.rival;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Judges whether each flow is handled in order, one packet at a time. For any thread. What was lost is no disorder, because
 * there the next packet comes too early, and none too late.
 */
final class FlowJudge {
    private final AtomicIntegerArray expected;
    private final AtomicIntegerArray running;

    FlowJudge(int flows) {
        expected = new AtomicIntegerArray(flows);
        running = new AtomicIntegerArray(flows);
    }

    /**
     * Judges a packet.
     *
     * @return whether it is alone in its flow, and comes behind no later one
     * @throws IllegalArgumentException if there is no such flow
     */
    boolean accept(int flow, int sequence) {
        if (flow < 0 || flow >= expected.length()) {
            throw new IllegalArgumentException(
                    "a packet of flow " + flow + " (expected: less than flows=" + expected.length() + ")");
        }
        boolean alone = running.getAndSet(flow, 1) == 0;
        boolean inOrder = sequence >= expected.getAndSet(flow, sequence + 1);
        if (alone) {
            running.set(flow, 0);
        }
        return alone && inOrder;
    }
}
