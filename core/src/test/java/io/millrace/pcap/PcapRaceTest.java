package io.millrace.pcap;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.LiveTest;
import io.millrace.race.Race;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A loop runs on a busy device while two threads break it, close it and ask for its statistics at random, and the thread that
 * owns it reads them between two calls and in its callback.
 */
@LiveTest
@Timeout(60)
class PcapRaceTest {
    private static final Duration LENGTH = Duration.ofSeconds(3);
    private static final int NUMBER_AT = 14 + 20 + 8;

    private final long end = System.nanoTime() + LENGTH.toNanos();
    private final AtomicReference<Pcap> current = new AtomicReference<>();
    private final AtomicInteger breaks = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();

    private boolean immediate;

    // the reader's own
    private int handles;
    private int broken;
    private int readings;
    private int readingsInCallback;
    private long packets;
    private long received;
    private long next;

    /** Without a filter: to put one in place costs packets, and here none may be missing. */
    private Pcap open() {
        return Pcap.open("lo", PcapSettings.DEFAULT.withImmediate(immediate).withSnaplen(64));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldBearBreaksClosesAndForeignCallsWhileItReads(boolean immediately) throws Exception {
        immediate = immediately;
        current.set(open());
        try (Loopback traffic = new Loopback()) {
            Race.load(this::read, () -> meddle(1), () -> meddle(2), () -> send(traffic));
        }
        assertThat(handles).as("handles that were closed under the loop").isGreaterThan(10);
        assertThat(broken).as("loops that were broken").isBetween(1, breaks.get() + closed.get());
        assertThat(refused).as("foreign calls refused").hasPositiveValue();
        assertThat(readings).as("statistics read between two calls").isPositive();
        assertThat(readingsInCallback).as("statistics read in the callback").isPositive();
        assertThat(packets).as("packets").isPositive();
    }

    private boolean running() {
        return System.nanoTime() < end;
    }

    private void read() {
        while (running()) {
            Pcap pcap = current.get();
            received = 0;
            next = -1;
            readUntilClosed(pcap);
            handles++;
            current.set(open());
        }
        current.get().close();
    }

    private void readUntilClosed(Pcap pcap) {
        long delivered = 0;
        try {
            while (true) {
                PcapResult result = pcap.loop(-1, packet -> check(pcap, packet));
                Race.forbid(result != PcapResult.BROKEN, "a loop without a count to end by itself: " + result);
                broken++;
                delivered += pcap.packets();
                packets += pcap.packets();
                if (!running()) {
                    pcap.close();
                }
                long seen = readStats(pcap);
                Race.forbid(seen < delivered, seen + " packets counted, and " + delivered + " delivered");
                readings++;
            }
        } catch (IllegalStateException e) {
            Race.forbid(!isClosed(e), "any other refusal to the owner: " + e);
        }
    }

    private void check(Pcap pcap, PcapPacket packet) {
        long number = Integer.toUnsignedLong(packet.intAt(NUMBER_AT));
        Race.forbid(next >= 0 && number != next, "packet " + number + " after " + (next - 1));
        next = number + 1;
        if (number % 16 == 0) {
            try {
                long before = received;
                Race.forbid(readStats(pcap) < before, "a count to go back");
                readingsInCallback++;
            } catch (IllegalStateException e) {
                Race.forbid(!isClosed(e), "any other refusal in the callback: " + e);
            }
        }
    }

    private long readStats(Pcap pcap) {
        PcapStats stats = pcap.stats();
        Race.forbid(stats.dropped() != 0, "a drop in a buffer that is large enough: no gap could be told from it");
        received = stats.received();
        return received;
    }

    private static boolean isClosed(IllegalStateException e) {
        return e.getMessage().equals("lo: the handle is closed");
    }

    private void meddle(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String self = Gate.name(Thread.currentThread());
        while (running()) {
            Pcap pcap = current.get();
            switch (random.nextInt(20)) {
                case 0 -> close(pcap);
                case 1, 2, 3, 4, 5, 6 -> {
                    breaks.incrementAndGet();
                    pcap.breakLoop();
                }
                default -> readForeignStats(pcap, self);
            }
            Race.pause();
        }
        close(current.get());
    }

    private void close(Pcap pcap) {
        closed.incrementAndGet();
        pcap.close();
        Race.forbid(pcap.isOpen(), "an open handle after its close");
    }

    private void readForeignStats(Pcap pcap, String self) {
        try {
            PcapStats ignored = pcap.stats(); // before the reader has begun to read, anybody may
        } catch (IllegalStateException e) {
            boolean namesBoth = e.getMessage().contains("belongs to thread ")
                    && e.getMessage().contains(self);
            Race.forbid(!isClosed(e) && !namesBoth, "a refusal that does not name both: " + e.getMessage());
            refused.incrementAndGet();
        }
    }

    private void send(Loopback traffic) {
        while (running()) {
            traffic.send(8, 20);
            Race.pause();
        }
    }
}
