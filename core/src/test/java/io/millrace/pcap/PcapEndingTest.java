package io.millrace.pcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.LiveTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a reading call ends by a break, a close or an exception of its callback: the same on a device and on a savefile. */
@LiveTest
@Timeout(30)
class PcapEndingTest {
    private static final int PACKETS = 12;

    @TempDir
    Path directory;

    private interface Case {
        void run(Pcap pcap) throws Exception;
    }

    /** Runs a case on handles that have packets to give: a savefile, and a device with either ring. */
    private void onEveryKind(Case tested) throws Exception {
        try (Pcap pcap = savefile()) {
            tested.run(pcap);
        }
        for (boolean immediate : List.of(true, false)) {
            try (Pcap pcap = Pcap.open("lo", PcapSettings.DEFAULT.withImmediate(immediate));
                    Loopback traffic = new Loopback()) {
                pcap.setFilter("udp port " + Loopback.PORT);
                traffic.send(PACKETS, 20);
                tested.run(pcap);
            }
        }
    }

    private Pcap savefile() throws Exception {
        Path file = directory.resolve("file.pcap");
        return Pcap.openOffline(TestSavefile.ethernet().write(file, TestPackets.some(PACKETS)));
    }

    private static PcapCallback at(int number, Runnable action) {
        AtomicInteger count = new AtomicInteger();
        return packet -> {
            if (count.incrementAndGet() == number) {
                action.run();
            }
        };
    }

    @Test
    void shouldEndOneCallByABreakInItsCallback() throws Exception {
        onEveryKind(pcap -> {
            assertThat(pcap.dispatch(5, at(3, pcap::breakLoop))).isEqualTo(PcapResult.BROKEN);
            assertThat(pcap.packets()).isEqualTo(3);
            assertThat(pcap.loop(4, at(2, pcap::breakLoop))).isEqualTo(PcapResult.BROKEN);
            assertThat(pcap.packets()).isEqualTo(2);
            assertThat(pcap.next(at(1, pcap::breakLoop))).isEqualTo(PcapResult.BROKEN);
            assertThat(pcap.packets()).isEqualTo(1);
            assertThat(pcap.loop(PACKETS - 6, Kept.nothing())).isEqualTo(PcapResult.PACKETS);
        });
    }

    /** C returns the count then, and keeps the break for the next call. */
    @Test
    void shouldEndTheSameCallByABreakAtItsLastPacket() throws Exception {
        onEveryKind(pcap -> {
            Runnable twice = () -> {
                pcap.breakLoop();
                pcap.breakLoop();
            };
            assertThat(pcap.dispatch(3, at(3, twice))).isEqualTo(PcapResult.BROKEN);
            assertThat(pcap.packets()).isEqualTo(3);
            assertThat(pcap.loop(3, at(3, twice))).isEqualTo(PcapResult.BROKEN);
            assertThat(pcap.packets()).isEqualTo(3);
            assertThat(pcap.dispatch(2, Kept.nothing())).isEqualTo(PcapResult.PACKETS);
            assertThat(pcap.loop(PACKETS - 8, Kept.nothing())).isEqualTo(PcapResult.PACKETS);
        });
    }

    @Test
    void shouldEndEachWayOfReadingByABreakBefore() throws Exception {
        onEveryKind(pcap -> {
            List<Consumer<Pcap>> ways = List.of(
                    p -> assertBroken(p, p.dispatch(-1, Kept.nothing())),
                    p -> assertBroken(p, p.loop(-1, Kept.nothing())),
                    p -> assertBroken(p, p.next(Kept.nothing())));
            long early = 0;
            for (Consumer<Pcap> way : ways) {
                pcap.breakLoop();
                pcap.breakLoop();
                way.accept(pcap);
                early += pcap.packets();
            }
            assertThat(pcap.loop((int) (PACKETS - early), Kept.nothing())).isEqualTo(PcapResult.PACKETS);
        });
    }

    private static void assertBroken(Pcap pcap, PcapResult result) {
        assertThat(result).isEqualTo(PcapResult.BROKEN);
        assertThat(pcap.packets()).isLessThanOrEqualTo(1); // libpcap may deliver one more
    }

    @Test
    void shouldThrowWhatTheCallbackThrewAndNotBreakTheNextCall() throws Exception {
        onEveryKind(pcap -> {
            for (Throwable thrown : List.of(new IllegalStateException("mine"), new OutOfMemoryError("mine"))) {
                Runnable thrower = () -> sneak(thrown);
                assertThatThrownBy(() -> pcap.dispatch(1, at(1, thrower))).isSameAs(thrown);
                assertThatThrownBy(() -> pcap.loop(1, at(1, thrower))).isSameAs(thrown);
                assertThatThrownBy(() -> pcap.next(at(1, thrower))).isSameAs(thrown);
            }
            assertThat(pcap.dispatch(1, Kept.nothing())).isEqualTo(PcapResult.PACKETS);
            assertThatThrownBy(() -> pcap.loop(3, at(2, () -> {
                        pcap.breakLoop();
                        throw new IllegalArgumentException("after a break");
                    })))
                    .hasMessage("after a break");
            assertThat(pcap.packets()).isEqualTo(2);
            assertThat(pcap.loop(PACKETS - 9, Kept.nothing())).isEqualTo(PcapResult.PACKETS);
        });
    }

    /** A checked exception too, as other languages throw them. */
    @Test
    void shouldThrowACheckedExceptionAsItIs() throws Exception {
        onEveryKind(pcap -> {
            Exception thrown = new java.io.IOException("checked");
            assertThatThrownBy(() -> pcap.loop(-1, packet -> sneak(thrown))).isSameAs(thrown);
        });
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void shouldSurviveAStackThatOverflows() throws Exception {
        onEveryKind(pcap -> {
            assertThatThrownBy(() -> pcap.loop(-1, packet -> overflow(0))).isInstanceOf(StackOverflowError.class);
            assertThat(pcap.loop(PACKETS - 1, Kept.nothing())).isEqualTo(PcapResult.PACKETS);
        });
    }

    @SuppressWarnings("InfiniteRecursion") // that is the point
    private static int overflow(int depth) {
        return overflow(depth + 1) + depth;
    }

    @Test
    void shouldRefuseToReadFromItsOwnCallback() throws Exception {
        onEveryKind(pcap -> {
            List<Runnable> nested = List.of(
                    () -> pcap.dispatch(1, Kept.nothing()),
                    () -> pcap.loop(1, Kept.nothing()),
                    () -> pcap.next(Kept.nothing()));
            for (Runnable call : nested) {
                assertThatThrownBy(() -> pcap.loop(2, at(1, call)))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("from their own callback");
            }
            List<Throwable> caught = new ArrayList<>();
            assertThat(pcap.loop(2, at(1, () -> {
                        try {
                            pcap.next(Kept.nothing());
                        } catch (IllegalStateException e) {
                            caught.add(e);
                        }
                    })))
                    .isEqualTo(PcapResult.PACKETS);
            assertThat(caught).hasSize(1);
        });
    }

    @Test
    void shouldCloseFromItsCallback() throws Exception {
        onEveryKind(pcap -> {
            assertThat(pcap.loop(-1, at(3, pcap::close))).isEqualTo(PcapResult.BROKEN);
            assertThat(pcap.packets()).isEqualTo(3);
            assertThat(pcap.isOpen()).isFalse();
            assertThatThrownBy(() -> pcap.next(Kept.nothing()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
        });
    }

    @Test
    void shouldCloseFromItsCallbackAndThrow() throws Exception {
        onEveryKind(pcap -> {
            assertThatThrownBy(() -> pcap.dispatch(-1, at(2, () -> {
                        pcap.close();
                        throw new AssertionError("mine");
                    })))
                    .hasMessage("mine");
            assertThat(pcap.isOpen()).isFalse();
        });
    }

    @Test
    void shouldTellTheCodesOfC() throws Exception {
        try (Pcap pcap = savefile()) {
            pcap.dispatch(5, Kept.nothing());
            assertThat(pcap.code()).isEqualTo(5);
            pcap.dispatch(1, at(1, pcap::breakLoop));
            pcap.loop(2, Kept.nothing());
            assertThat(pcap.code()).isZero();
            pcap.next(Kept.nothing());
            assertThat(pcap.code()).isEqualTo(1);
            pcap.dispatch(0, Kept.nothing());
            assertThat(pcap.code()).isEqualTo(3);
            pcap.dispatch(0, Kept.nothing());
            assertThat(pcap.code()).isZero();
            pcap.loop(0, Kept.nothing());
            assertThat(pcap.code()).isZero();
            assertThat(pcap.next(Kept.nothing())).isEqualTo(PcapResult.END_OF_FILE);
            assertThat(pcap.code()).isEqualTo(-2);
        }
    }

    @Test
    @SuppressWarnings("NullAway")
    void shouldRefuseACallWithoutACallbackBeforeItReads() throws Exception {
        onEveryKind(pcap -> {
            assertThatThrownBy(() -> pcap.loop(1, null)).isInstanceOf(NullPointerException.class);
            assertThat(pcap.loop(PACKETS, Kept.nothing())).isEqualTo(PcapResult.PACKETS);
        });
    }

    /** Each of them reads what lies in C's handle. */
    @Test
    void shouldRefuseEveryCallOnceClosed() throws Exception {
        onEveryKind(pcap -> {
            PcapFilter filter = pcap.compile("udp");
            pcap.close();
            List<Runnable> calls = List.of(
                    pcap::claim,
                    () -> pcap.dispatch(1, Kept.nothing()),
                    () -> pcap.loop(1, Kept.nothing()),
                    () -> pcap.next(Kept.nothing()),
                    () -> pcap.compile("udp"),
                    () -> pcap.setFilter("udp"),
                    () -> pcap.setFilter(filter),
                    pcap::stats,
                    () -> pcap.setDirection(PcapDirection.IN),
                    pcap::linktype,
                    pcap::datalink,
                    pcap::datalinks,
                    () -> pcap.setDatalink(DataLink.EN10MB),
                    () -> pcap.dumpTo(directory.resolve("x")),
                    () -> pcap.dumpTo(java.io.OutputStream.nullOutputStream()),
                    () -> pcap.appendTo(directory.resolve("x")),
                    pcap::snaplen,
                    pcap::nanoseconds,
                    pcap::bufsize,
                    () -> pcap.setNonBlocking(true),
                    pcap::isNonBlocking,
                    pcap::selectableFd,
                    pcap::requiredTimeout,
                    () -> pcap.inject(new byte[60]));
            for (Runnable call : calls) {
                assertThatThrownBy(call::run)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage(pcap.device() + ": the handle is closed");
            }
            pcap.close();
            pcap.breakLoop();
        });
    }

    /** C takes the change for the packets that follow, and frees what it worked with until then. */
    @Test
    void shouldChangeWhatIsInUseFromItsCallback() throws Exception {
        onEveryKind(pcap -> {
            AtomicInteger seen = new AtomicInteger();
            PcapResult result = pcap.loop(PACKETS, packet -> {
                pcap.setFilter(seen.incrementAndGet() % 2 == 0 ? "len > 0" : "len >= 0 or udp or tcp port 7");
                assertThat(packet.bytes()).hasSize(packet.caplen());
                assertThat(pcap.snaplen()).isPositive();
            });
            assertThat(result).isEqualTo(PcapResult.PACKETS);
            assertThat(seen).hasValue(PACKETS);
        });
    }

    @Test
    void shouldServeAVirtualThread() throws Exception {
        onEveryKind(pcap -> {
            AtomicReference<Throwable> failure = new AtomicReference<>();
            List<Thread> callers = new ArrayList<>();
            Thread owner = Thread.ofVirtual()
                    .uncaughtExceptionHandler((_, e) -> failure.set(e))
                    .start(() -> {
                        assertThat(pcap.loop(PACKETS, packet -> {
                                    callers.add(Thread.currentThread());
                                    assertThat(packet.bytes()).isNotEmpty();
                                    LockSupport.parkNanos(1_000);
                                }))
                                .isEqualTo(PcapResult.PACKETS);
                    });
            owner.join();
            assertThat(failure.get()).isNull();
            assertThat(callers).hasSize(PACKETS).containsOnly(owner);
        });
    }
}
