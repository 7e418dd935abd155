package io.millrace.cli.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class HostNamesTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final ConcurrentMap<String, AtomicInteger> lookups = new ConcurrentHashMap<>();

    private String count(byte[] address) {
        lookups.computeIfAbsent(Arrays.toString(address), any -> new AtomicInteger())
                .incrementAndGet();
        return "host" + address[address.length - 1];
    }

    private HostNames atOnce(Resolver resolver, int generation) {
        return new HostNames(resolver, Runnable::run, generation, LONG);
    }

    private int lookups(int... address) {
        byte[] bytes = new byte[address.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) address[i];
        }
        AtomicInteger count = lookups.get(Arrays.toString(bytes));
        return count == null ? 0 : count.get();
    }

    @Test
    void shouldAskForTheBytesOfAnAddress() {
        HostNames names = atOnce(this::count, 100);
        assertThat(names.ipv4(0xc0a8_0102).orNull()).isEqualTo("host2");
        assertThat(names.ipv6(0x2001_0db8_0000_00ffL, 0x8000_0000_0000_0003L).orNull())
                .isEqualTo("host3");
        assertThat(lookups(0xc0, 0xa8, 1, 2)).isOne();
        assertThat(lookups(0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 3))
                .isOne();
    }

    @Test
    void shouldLookAnAddressUpOnceHoweverManyThreadsNeedIt() throws Exception {
        int threads = 8;
        int addresses = 20_000;
        HostNames names = new HostNames(this::count, Runnable::run, 100_000, LONG);
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService all = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                ends.add(all.submit(() -> {
                    start.await();
                    for (int address = 0; address < addresses; address++) {
                        assertThat(names.ipv4(address).orNull()).isEqualTo("host" + (byte) address);
                    }
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> end : ends) {
                end.get();
            }
        }
        assertThat(lookups).hasSize(addresses);
        assertThat(lookups.values()).allMatch(count -> count.get() == 1);
    }

    /** With generations so small that they are replaced all the time. */
    @Test
    void shouldGiveEachAddressItsOwnNameWhileOthersAreForgotten() throws Exception {
        HostNames names = new HostNames(this::count, Runnable::run, 3, LONG);
        try (ExecutorService all = Executors.newFixedThreadPool(8)) {
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int step = i + 1;
                ends.add(all.submit(() -> {
                    for (int n = 0; n < 50_000; n++) {
                        int address = n * step % 11;
                        assertThat(names.ipv4(address).orNull()).isEqualTo("host" + address);
                    }
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        }
    }

    @Test
    void shouldKnowTheAddressesThatWereUsedLastAndForgetOthers() {
        HostNames names = atOnce(this::count, 100);
        for (int address = 0; address < 10_000; address++) {
            assertThat(names.ipv4(0x0a00_0001).orNull()).isEqualTo("host1");
            assertThat(names.ipv4(address).orNull()).isNotNull();
        }
        assertThat(names.ipv4(7).orNull()).isEqualTo("host7");
        assertThat(lookups(10, 0, 0, 1)).isOne();
        assertThat(lookups(0, 0, 0, 7)).isEqualTo(2);
    }

    @Test
    void shouldKeepThatThereIsNoName() {
        HostNames names = atOnce(
                address -> {
                    count(address);
                    return null;
                },
                100);
        assertThat(names.ipv4(1).orNull()).isNull();
        assertThat(names.ipv4(1).orNull()).isNull();
        assertThat(names.ipv4(1).isAwaited()).isFalse();
        assertThat(lookups(0, 0, 0, 1)).isOne();
    }

    @Test
    void shouldNotWaitForALookUpThatIsRefusedAndMakeItLater() {
        AtomicInteger room = new AtomicInteger(0);
        HostNames names = new HostNames(
                this::count,
                lookup -> {
                    if (room.getAndDecrement() <= 0) {
                        throw new RejectedExecutionException();
                    }
                    lookup.run();
                },
                100,
                LONG);
        assertThat(names.ipv4(1).isAwaited()).isFalse();
        assertThat(names.ipv4(1).orNull()).isNull();
        room.set(1);
        assertThat(names.ipv4(1).orNull()).isEqualTo("host1");
    }

    @Test
    void shouldAwaitAnAnswerForALimitedTimeFromTheFirstQuestionOn() throws Exception {
        List<Runnable> later = new ArrayList<>();
        HostNames names = new HostNames(this::count, later::add, 100, Duration.ofMillis(50));
        HostName name = names.ipv4(1);
        assertThat(name.isAwaited()).isTrue();
        name.await(TimeUnit.HOURS.toNanos(1));
        assertThat(name.isAwaited()).isFalse();
        assertThat(names.ipv4(1).isAwaited()).as("packets behind it").isFalse();
        assertThat(names.ipv4(1).orNull()).isNull();

        later.getFirst().run();
        assertThat(names.ipv4(1).orNull()).as("a late answer").isEqualTo("host1");
        assertThat(later).hasSize(1);
    }

    @Test
    void shouldAwaitALookUpWhoseTurnHasNotComeAsLongAsOthersAreAnswered() throws Exception {
        List<Runnable> later = new ArrayList<>();
        HostNames names = new HostNames(this::count, later::add, 1_000, Duration.ofSeconds(1));
        HostName last = names.ipv4(1_000);
        long begun = System.nanoTime();
        for (int address = 0; System.nanoTime() - begun < TimeUnit.MILLISECONDS.toNanos(2_500); address++) {
            names.ipv4(address);
            later.getLast().run();
            assertThat(last.isAwaited()).isTrue();
        }
        last.await(TimeUnit.HOURS.toNanos(1));
        assertThat(last.isAwaited()).as("when no answer comes any more").isFalse();
    }

    @Test
    void shouldCountTheTimeAnewWhenALookUpBegins() throws Exception {
        Patience patience = new Patience(Duration.ofMillis(50));
        HostName name = new HostName(patience);
        name.await(TimeUnit.HOURS.toNanos(1));
        assertThat(name.isAwaited()).isFalse();
        name.begin();
        assertThat(name.isAwaited()).isTrue();
        name.await(TimeUnit.HOURS.toNanos(1));
        assertThat(name.isAwaited()).isFalse();
        name.settle("late");
        assertThat(patience.leftInTurn(System.nanoTime() - TimeUnit.SECONDS.toNanos(1)))
                .as("for others, whom a late answer gives no time")
                .isNegative();
    }

    @Test
    void shouldHaveNoNameWhereTheResolverFails() {
        HostNames names = new HostNames(
                address -> {
                    throw new IllegalStateException("simulated");
                },
                lookup -> {
                    try {
                        lookup.run();
                    } catch (IllegalStateException e) {
                        assertThat(e).hasMessage("simulated");
                    }
                },
                100,
                LONG);
        assertThat(names.ipv4(1).isAwaited()).isFalse();
        assertThat(names.ipv4(1).orNull()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "two words", "line\nline", "\u001b[2J", "tab\t", "caf\u00e9", "nul\0", "\u007f", "\u202e"})
    void shouldNotTakeForANameWhatCouldDoHarm(String text) {
        assertThat(atOnce(address -> text, 100).ipv4(1).orNull()).isNull();
        assertThat(atOnce(address -> "well.example." + text, 100).ipv4(1).orNull())
                .isEqualTo(text.isEmpty() ? "well.example." : null);
    }

    @Test
    void shouldNotTakeForANameWhatIsLongerThanNamesAre() {
        assertThat(atOnce(address -> "x".repeat(255), 100).ipv4(1).orNull()).hasSize(255);
        assertThat(atOnce(address -> "x".repeat(256), 100).ipv4(1).orNull()).isNull();
    }
}
