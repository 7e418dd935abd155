package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.worker.Tuner.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tunes plants that are known: what each number of workers does is given by a function, with noise. */
final class TunerTest {
    private static final int PROCESSORS = 2;
    private static final int MOST = 10_000;

    private final Random random = new Random(42);
    private final List<Integer> limits = new ArrayList<>();
    private final Map<Integer, Double> shares = new HashMap<>();
    private Tuner tuner = new Tuner(PROCESSORS, MOST);
    private double backlog;
    private int stillMillis;

    /** Packets a second that so many workers can do, at most. */
    private void run(double seconds, double offered, IntToDoubleFunction capacity) {
        for (double time = 0; time < seconds; ) {
            int limit = tuner.limit();
            double able = capacity.applyAsDouble(limit);
            double service = limit / able;
            double nanos = Math.clamp(service * 3e9, tuner.isBrisk() || limits.isEmpty() ? 4e6 : 5e7, 1e9);
            double came = offered * nanos / 1e9;
            double done = Math.min(backlog + came, able * nanos / 1e9 * (1 + (random.nextGaussian() * 0.05)));
            backlog += came - done;
            boolean behind = backlog > limit;
            int awake = behind ? limit : (int) Math.ceil(Math.min(limit, offered * service));
            tuner.look(new Window(
                    (long) nanos,
                    (long) came,
                    (long) done,
                    awake,
                    behind ? (int) backlog : 0,
                    (long) backlog,
                    (long) (service * 1e9),
                    0));
            backlog = Math.min(backlog, 100_000); // the rest was shed
            limits.add(tuner.limit());
            shares.merge(limit, nanos / 1e9, Double::sum);
            time += nanos / 1e9;
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 100000", "1, 1000", "50, 20000", "100, 50000"})
    void shouldHaveAsManyAsWait(int millis, int offered) {
        run(5, offered, workers -> workers * 1e3 / millis);
        double needed = offered * millis / 1e3;
        assertThat(tuner.limit()).as("%s", limits).isBetween((int) needed, (int) (needed * 3) + 2);
        assertThat(backlog).isLessThan(tuner.limit() + 1.0);
    }

    @Test
    void shouldRiseInAnInstantWhereHandlersWait() {
        run(0.05, 2e5, workers -> workers * 1e3);
        assertThat(tuner.limit()).as("%s", limits).isGreaterThanOrEqualTo(200);
        run(0.1, 2e5, workers -> workers * 1e3);
        assertThat(backlog).as("what waited was handled").isLessThan(tuner.limit() + 1.0);
    }

    /** 100 ms a packet, all in step: in most windows nothing ends. */
    @Test
    void shouldNotWaitForTheFirstHandlersToEnd() {
        look(5, 0, 0);
        look(10, 0, 1);
        assertThat(tuner.limit()).as("still for 15 ms").isEqualTo(PROCESSORS);
        look(10, 0, 1);
        assertThat(tuner.limit()).as("still for 25 ms").isEqualTo(32);
        look(70, 0, 1);
        assertThat(tuner.limit()).as("no more as long as none has ended").isEqualTo(32);
        look(10, 2, 100);
        look(10, 30, 100);
        assertThat(tuner.limit()).isEqualTo(512);
    }

    /** The pace says 100 ms of whatever takes longer. */
    @Test
    void shouldKnowHowLongTheFirstTookThatEnded() {
        look(10, 0, 0);
        look(20, 0, 1);
        look(470, 0, 1);
        look(4, 2, 100);
        look(20, 32, 100); // 64 a second, which 512 have to beat, and not 320
        assertThat(tuner.limit()).isEqualTo(512);
        look(500, 32, 100);
        look(20, 480, 100);
        assertThat(tuner.limit()).isGreaterThan(512);
    }

    /** What keeps the first handlers from ending may be that their classes are loaded. */
    @Test
    void shouldNotTakeAHandlerThatRunsForOneThatWaits() {
        look(10, 0, 0);
        for (int i = 0; i < 9; i++) {
            load(100);
        }
        assertThat(tuner.limit()).isEqualTo(PROCESSORS);
        load(100);
        assertThat(tuner.limit()).as("after a second it takes long anyway").isEqualTo(32);
    }

    /** The time before the first handlers waited is not theirs: 100 ms, of which they waited for 20. */
    @Test
    void shouldNotTakeTheTimeToLoadForTheTimeAHandlerTakes() {
        look(10, 0, 0);
        load(80);
        look(20, 0, 1);
        assertThat(tuner.limit()).isEqualTo(32);
        look(4, 2, 20);
        look(400, 40, 20); // 100 a second, as two did in 20 ms each
        assertThat(tuner.limit()).isEqualTo(PROCESSORS);
    }

    @Test
    void shouldNotBeHurriedByAHandlerThatHangs() {
        look(10, 0, 0);
        for (int i = 0; i < 60; i++) {
            look(20, 0, 1);
        }
        assertThat(tuner.limit()).isEqualTo(32);
        assertThat(tuner.isBrisk()).isFalse();
    }

    /** What ends together in a short window is no rate. */
    @Test
    void shouldNotTakeABurstForARate() {
        look(10, 0, 0);
        look(20, 0, 1);
        look(80, 0, 1);
        look(10, 32, 100); // 320 a second, and not 3,200, which the next would have to beat
        assertThat(tuner.limit()).isEqualTo(512);
        for (int i = 0; i < 10; i++) {
            look(10, i == 9 ? 512 : 0, 100); // 5,120 a second
        }
        assertThat(tuner.limit()).isGreaterThan(512);
    }

    /** A window at whose end a handler ran. */
    private void load(int millis) {
        stillMillis = -millis;
        look(millis, 0, 1);
    }

    /** A window in which all there may be were awake, and packets waited. */
    private void look(int millis, int ended, int serviceMillis) {
        stillMillis = ended == 0 ? stillMillis + millis : 0;
        tuner.look(new Window(
                millis * 1_000_000L,
                500,
                ended,
                tuner.limit(),
                1_000,
                5_000,
                serviceMillis * 1_000_000L,
                stillMillis * 1_000_000L));
    }

    @Test
    void shouldTakeWhatATrialEarned() {
        run(1, 1e6, workers -> Math.min(workers, 8) * 1e3);
        int last = limits.lastIndexOf(32);
        assertThat(limits.get(last + 1))
                .as("after 32, which do no more than 8: %s", limits)
                .isBetween(6, 10);
        assertThat(share(PROCESSORS)).as("%s", limits).isLessThan(0.1);
    }

    @Test
    void shouldNotBeHurriedForLong() {
        run(1, 1e5, workers -> workers * 1e3);
        assertThat(tuner.isBrisk()).isFalse();
    }

    @Test
    void shouldNotHaveMoreThanComputeAtATime() {
        run(5, 1e6, workers -> Math.min(workers, PROCESSORS) * 2e4);
        assertThat(share(PROCESSORS)).as("%s", limits).isGreaterThan(0.75);
        assertThat(limits.subList(limits.size() - 20, limits.size()))
                .as("in the last second, but for a trial")
                .filteredOn(limit -> limit == PROCESSORS)
                .hasSizeGreaterThan(13);
    }

    @Test
    void shouldNotHaveMoreThanALockLetsThrough() {
        run(10, 1e5, workers -> 1e3);
        assertThat(tuner.limit()).as("%s", limits).isLessThanOrEqualTo(2);
    }

    @Test
    void shouldFindThePermitsOfAPool() {
        run(10, 1e5, workers -> Math.min(workers, 10) * 1e3);
        assertThat(tuner.limit()).as("%s", limits).isBetween(9, 16);
    }

    /** The Universal Scalability Law with contention and coherency: the best is sqrt((1 - 0.02) / 0.001) = 31 workers. */
    @Test
    void shouldNotGoWhereMoreWorkersMakeItSlower() {
        IntToDoubleFunction law = n -> 1e3 * n / (1 + (0.02 * (n - 1)) + (0.001 * n * (n - 1)));
        run(10, 1e6, law);
        assertThat(law.applyAsDouble(tuner.limit())).as("%s", limits).isGreaterThan(0.8 * law.applyAsDouble(31));
    }

    @Test
    void shouldComeDownWhenTheLoadFallsAndRiseAgain() {
        run(5, 1e5, workers -> workers * 1e3);
        assertThat(tuner.limit()).as("%s", limits).isGreaterThanOrEqualTo(100);
        run(5, 1e3, workers -> workers * 1e3);
        assertThat(tuner.limit()).as("%s", limits).isLessThan(8);
        run(5, 1e5, workers -> workers * 1e3);
        assertThat(tuner.limit()).as("%s", limits).isGreaterThanOrEqualTo(100);
    }

    @Test
    void shouldNotOscillate() {
        run(10, 1e6, workers -> Math.min(workers, 10) * 1e3);
        limits.clear();
        run(60, 1e6, workers -> Math.min(workers, 10) * 1e3);
        int changes = 0;
        for (int i = 1; i < limits.size(); i++) {
            changes += limits.get(i).equals(limits.get(i - 1)) ? 0 : 1;
        }
        assertThat(changes).as("%s", limits).isLessThan(limits.size() / 20);
    }

    @Test
    void shouldReplaceWorkersThatHang() {
        run(2, 1e3, workers -> Math.max(1e-3, (workers - 5) * 1e3)); // five hang
        assertThat(tuner.limit()).as("%s", limits).isGreaterThan(5);
    }

    /** In which part of the time there were so many. */
    private double share(int number) {
        double all = shares.values().stream().mapToDouble(each -> each).sum();
        return shares.getOrDefault(number, 0.0) / all;
    }
}
