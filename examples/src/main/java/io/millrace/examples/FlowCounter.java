package io.millrace.examples;

import io.millrace.Capture;
import io.millrace.Device;
import io.millrace.Order;
import io.millrace.Packet;
import io.millrace.Workers;
import io.millrace.protocol.FlowKey;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * State for each flow, without a lock: counts packets and bytes of every flow on all processors, and prints the ten
 * largest. {@code FlowCounter DEVICE}
 *
 * <p>With {@link Order#PER_FLOW} the packets of a flow are handled one after the other, and what one handler call wrote is
 * seen by the next, on whichever thread that runs. So what belongs to one flow needs no lock and no atomic. Only the table
 * of flows is shared by all; it is a {@link ConcurrentHashMap}.
 */
public final class FlowCounter {
    private static final int SHOWN = 10;

    private final Map<FlowKey, Total> totals = new ConcurrentHashMap<>();

    /** Belongs to its flow. */
    private static final class Total {
        private long packets;
        private long bytes;

        void add(Packet packet) {
            packets++;
            bytes += packet.len();
        }

        long bytes() {
            return bytes;
        }

        @Override
        public String toString() {
            return packets + " packets, " + bytes + " bytes";
        }
    }

    private FlowCounter() {}

    /** Captures for ten seconds. */
    public static void main(String[] args) throws InterruptedException {
        FlowCounter counter = new FlowCounter();
        try (Capture capture = Capture.from(Device.named(args[0]))
                .workers(Workers.fixed(Runtime.getRuntime().availableProcessors()))
                .order(Order.PER_FLOW) // the default; named here because the counter relies on it
                .duration(Duration.ofSeconds(10))
                .start(counter::count)) {
            capture.join();
            counter.print();
            System.out.println(capture.ledger().toJson());
        }
    }

    private void count(Packet packet) {
        totals.computeIfAbsent(FlowKey.of(packet.headers()), flow -> new Total())
                .add(packet);
    }

    /** When the capture has ended: then all that the handlers wrote is seen here too. */
    private void print() {
        totals.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(
                        Comparator.comparingLong(Total::bytes).reversed()))
                .limit(SHOWN)
                .forEach(flow -> System.out.println(flow.getKey() + ": " + flow.getValue()));
    }
}
