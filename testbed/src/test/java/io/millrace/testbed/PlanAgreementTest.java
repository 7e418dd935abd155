package io.millrace.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.millrace.Capture;
import io.millrace.CaptureBuilder;
import io.millrace.Ledger;
import io.millrace.Overload;
import io.millrace.PacketHandler;
import io.millrace.SourceKind;
import io.millrace.Workers;
import io.millrace.plan.Demand;
import io.millrace.plan.Forecast;
import io.millrace.plan.Machine;
import io.millrace.plan.Sizing;
import io.millrace.plan.Work;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is foreseen, and what a capture then does: packets come regardless of each other, and so many that handlers are busy for
 * 30, 60, 90 and 120 % of what they can do.
 *
 * <p>The rate and the service times of the run itself go into the forecast, so a slow or busy machine changes both sides. What
 * the model leaves out on purpose, a machine that stands still for a moment, is what the slack of the ages is for.
 */
@LiveTest
class PlanAgreementTest {
    private static final double SECONDS = 2.5;
    private static final Duration LIMIT = Duration.ofMillis(100);

    /** Ages may be off by so much beyond the factor, in seconds: the machine has other things to do. */
    private static final double STALL = 0.1;

    private static final long KERNEL_BUFFER = CaptureBuilder.DEFAULT_KERNEL_BUFFER_BYTES;

    private static final double MOMENT = 2e-3;

    @RegisterExtension
    final LiveLink link = new LiveLink(1_000);

    @ParameterizedTest(name = "{0} at {3} %")
    @CsvSource({
        "waits, fixed:8, 5, 30",
        "waits, virtual:8, 5, 60",
        "waits, fixed:8, 5, 90",
        "waits, virtual:8, 5, 120",
        "computes, fixed:1, 2, 30",
        "computes, fixed:1, 2, 60",
        "computes, fixed:1, 2, 90",
        "computes, fixed:1, 2, 120",
    })
    void shouldDoAsForeseen(String kind, String workers, int millis, int percent) throws InterruptedException {
        boolean computes = kind.equals("computes");
        boolean limited = percent > 100;
        Stopwatch stopwatch = new Stopwatch(computes ? spin(millis) : packet -> Thread.sleep(millis));
        int count = Workers.parse(workers).count();
        long packets = (long) (count * 1_000.0 / millis * percent / 100 * SECONDS);
        CaptureBuilder builder = link.capture(SourceKind.AFPACKET)
                .kernelBuffer(KERNEL_BUFFER) // blocks are open for as long as Machine.here() takes it
                .rehearsal(Duration.ofMillis(300))
                .workers(Workers.parse(workers))
                .overload(limited ? Overload.maxAge(LIMIT) : Overload.dropNewest());

        Capture capture = link.start(builder, stopwatch);
        double seconds = link.sendAtRandom(packets, SECONDS);
        Ledger ledger = link.finish(capture);
        link.assertAllTaken(ledger);

        Work work = stopwatch.work(computes);
        Demand demand = Demand.of(packets / seconds);
        Sizing sizing = new Sizing(
                count, ledger.queue().limitBytes(), KERNEL_BUFFER, limited ? LIMIT.toNanos() / 1e9 : Sizing.NO_LIMIT);
        Forecast forecast = Forecast.of(demand, work, Machine.here(), sizing);
        String both = describe(forecast, work, ledger);
        assertAgreement(forecast, work, ledger, limited, both);
    }

    private static void assertAgreement(Forecast forecast, Work work, Ledger ledger, boolean limited, String both) {
        double handledShare = (double) ledger.handled() / ledger.taken();
        if (!limited) {
            assertThat(ledger.handled()).as(both).isEqualTo(ledger.taken());
            if (forecast.utilisation() > 0.97) {
                return; // the machine made it an overload, whose end came before anything was lost
            }
        }
        double age50 = ledger.age().p50() / 1e6;
        double age99 = ledger.age().p99() / 1e6;
        double foreseen50 = forecast.age().percentile(0.5);
        double foreseen99 = forecast.age().percentile(0.99);
        if (limited) {
            assertThat(ledger.shed().total()).as(both).isEqualTo(ledger.shed().aged());
            assertThat(age99).as(both).isLessThan((LIMIT.toNanos() / 1e9) + MOMENT);
        }
        assertThat(1 - forecast.lostShare()).as(both).isCloseTo(handledShare, withinPercentage(15));
        assertThat(age50).as(both).isLessThan((foreseen50 * 4) + STALL);
        assertThat(age99).as(both).isLessThan((foreseen99 * 4) + (2 * STALL));
        if (work.variability() < 0.5) { // otherwise a few services were so long that only they are remembered
            assertThat(age50).as(both).isGreaterThan((foreseen50 / 4) - MOMENT);
            assertThat(age99).as(both).isGreaterThan((foreseen99 / 4) - MOMENT);
        }
    }

    private static PacketHandler spin(int millis) {
        return packet -> {
            long end = System.nanoTime() + (millis * 1_000_000L);
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        };
    }

    private static String describe(Forecast forecast, Work work, Ledger ledger) {
        return "service %.3f ms, variability %.3f; utilisation %.3f, busy %.2f; lost foreseen %.4f, was %.4f; p50 %.2f, was %.2f ms; p99 %.2f, was %.2f ms; p99.9 %.2f, was %.2f ms"
                .formatted(
                        work.serviceSeconds() * 1e3,
                        work.variability(),
                        forecast.utilisation(),
                        forecast.busyWorkers(),
                        forecast.lostShare(),
                        1 - ((double) ledger.handled() / ledger.taken()),
                        forecast.age().percentile(0.5) * 1e3,
                        ledger.age().p50() / 1e3,
                        forecast.age().percentile(0.99) * 1e3,
                        ledger.age().p99() / 1e3,
                        forecast.age().percentile(0.999) * 1e3,
                        ledger.age().p999() / 1e3);
    }

    /** A handler whose times are taken. */
    private record Stopwatch(PacketHandler handler, AtomicLong calls, AtomicLong micros, AtomicLong squares)
            implements PacketHandler {
        Stopwatch(PacketHandler handler) {
            this(handler, new AtomicLong(), new AtomicLong(), new AtomicLong());
        }

        @Override
        public void handle(io.millrace.Packet packet) throws Exception {
            long begun = System.nanoTime();
            handler.handle(packet);
            long took = (System.nanoTime() - begun) / 1_000;
            calls.incrementAndGet();
            micros.addAndGet(took);
            squares.addAndGet(took * took);
        }

        Work work(boolean computes) {
            double mean = (double) micros.get() / calls.get();
            double variance = Math.max(0, ((double) squares.get() / calls.get()) - (mean * mean));
            double seconds = mean / 1e6;
            return new Work(seconds, variance / (mean * mean), computes ? seconds : 0, 10e-6);
        }
    }
}
