package io.millrace.bench.race;

import io.millrace.afpacket.PacketSender;
import io.millrace.testbed.FlowTraffic;
import io.millrace.testbed.OwnNetwork;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * The sender as a program of its own, so that its cost is nobody else's: {@code Sender DEVICE}. For each line
 * {@code COUNT RATE FLOWS SIZE} it sends, and answers {@code sent COUNT NANOS}; a rate of 0 is as fast as it goes, a size of 0 is
 * {@link Traffic#IMIX}.
 *
 * <p>Paced traffic follows the clock: what is due by now is sent in one burst, at the most every 200 µs, so that it comes neither
 * faster than the wire nor in heaps that a queue has to hold.
 */
final class Sender {
    private static final int BATCH = 64;
    private static final long STEP_NANOS = 200_000;
    private static final List<Integer> MIX = List.of(64, 570, 64, 64, 570, 64, 1514, 64, 570, 64, 570, 64);

    private static final Pattern SPACES = Pattern.compile(" ");

    private final PacketSender sender;
    private final FlowTraffic[] turns;
    private int turn;

    private Sender(PacketSender sender, Traffic traffic) {
        this.sender = sender;
        if (traffic.frameBytes() == Traffic.IMIX) {
            FlowTraffic small = new FlowTraffic(traffic.flows(), 64);
            FlowTraffic middle = new FlowTraffic(traffic.flows(), 570);
            FlowTraffic large = new FlowTraffic(traffic.flows(), 1514);
            turns = MIX.stream()
                    .map(bytes -> bytes == 64 ? small : bytes == 570 ? middle : large)
                    .toArray(FlowTraffic[]::new);
        } else {
            turns = new FlowTraffic[] {new FlowTraffic(traffic.flows(), traffic.frameBytes())};
        }
    }

    /** Sends until the end of its input. */
    @SuppressWarnings("SystemOut") // how it is talked to
    public static void main(String[] arguments) throws IOException {
        OwnNetwork.require();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (PacketSender sender = PacketSender.open(arguments[0], BATCH, FlowTraffic.MOST_FRAME_BYTES, true)) {
            System.out.println("ready");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                long[] numbers =
                        SPACES.splitAsStream(line).mapToLong(Long::parseLong).toArray();
                Traffic traffic = new Traffic((int) numbers[2], (int) numbers[3]);
                long nanos = new Sender(sender, traffic).send(numbers[0], numbers[1]);
                System.out.println("sent " + numbers[0] + " " + nanos);
            }
        }
    }

    private long send(long packets, long perSecond) {
        long start = System.nanoTime();
        long sent = 0;
        while (sent < packets) {
            long elapsed = System.nanoTime() - start;
            long due = perSecond == 0 ? packets : Math.min(packets, 1 + (long) (elapsed * (perSecond / 1e9)));
            if (sent >= due) {
                LockSupport.parkNanos(STEP_NANOS);
            } else {
                int count = (int) Math.min(BATCH, due - sent);
                sendBatch(count);
                sent += count;
            }
        }
        return System.nanoTime() - start;
    }

    private void sendBatch(int count) {
        for (int i = 0; i < count; i++) {
            FlowTraffic traffic = turns[turn];
            turn = turn + 1 == turns.length ? 0 : turn + 1;
            // A frame's memory may hold one of another length: all of it is written but what is behind the header.
            traffic.writeNext(sender.frame(i));
            sender.length(i, traffic.frameBytes());
        }
        sender.send(count);
    }
}
