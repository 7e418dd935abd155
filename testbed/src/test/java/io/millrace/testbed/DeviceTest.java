package io.millrace.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.Capture;
import io.millrace.CaptureBuilder;
import io.millrace.CaptureException;
import io.millrace.Device;
import io.millrace.Direction;
import io.millrace.Ledger;
import io.millrace.SourceKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Devices that are missing, go, come back or may not be read; what is captured of them, and how soon. */
@LiveTest
class DeviceTest {
    private static final int FLOWS = 100;
    /** Java without the right to capture, whoever starts it. */
    private static final List<String> UNPRIVILEGED =
            List.of("setpriv", "--bounding-set", "-net_raw", "--inh-caps", "-net_raw", "--ambient-caps", "-net_raw");

    private static final List<String> NO_LIBPCAP = List.of("-Dmillrace.libpcap=/nonexistent/libpcap.so");

    @RegisterExtension
    final LiveLink link = new LiveLink(FLOWS);

    @ParameterizedTest
    @EnumSource
    void shouldNameADeviceThatIsMissing(SourceKind kind) {
        assertThatExceptionOfType(CaptureException.class)
                .isThrownBy(() ->
                        Capture.from(Device.named("nowhere0")).source(kind).start(packet -> {}))
                .withMessageContaining("nowhere0")
                .withMessageContaining("millrace interfaces")
                .withMessageMatching("[^\\n]*");
    }

    @ParameterizedTest
    @EnumSource(names = {"LIBPCAP", "AFPACKET"})
    void shouldSayHowToSwitchADeviceOn(SourceKind kind) {
        Shell.run("ip", "link", "set", "dev", LiveLink.RIGHT, "down");
        assertThatExceptionOfType(CaptureException.class)
                .isThrownBy(() -> link.capture(kind).start(packet -> {}))
                .withMessageMatching("[^\\n]*ip link set (dev )?" + LiveLink.RIGHT + " up[^\\n]*");
    }

    @ParameterizedTest
    @CsvSource({"LIBPCAP, false", "AFPACKET, false", "LIBPCAP, true", "AFPACKET, true"})
    void shouldGoOnWhenADeviceThatWentDownIsUpAgain(SourceKind kind, boolean immediate) throws InterruptedException {
        Capture capture = link.start(link.capture(kind).immediate(immediate), packet -> {});
        link.send(100, Generator.UNPACED);
        link.awaitArrival(capture);
        Shell.run("ip", "link", "set", "dev", LiveLink.RIGHT, "down");
        assertThat(capture.join(Duration.ofMillis(700))).isFalse();
        Shell.run("ip", "link", "set", "dev", LiveLink.RIGHT, "up");
        Await.until("packets come again", () -> {
            // what is sent before the wire carries again is lost
            boolean ignored = sendOne();
            return capture.ledger().handled() > 100;
        });
    }

    private static boolean sendOne() {
        try {
            Transmission.send(LiveLink.LEFT, List.of(Transmission.udp(64)));
            return true;
        } catch (io.millrace.afpacket.AfPacketException e) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({"LIBPCAP, false, 1", "AFPACKET, false, 1", "LIBPCAP, true, 1", "AFPACKET, true, 1", "AFPACKET, false, 3"
    })
    void shouldNameADeviceThatVanishedAndHandleWhatCameBefore(SourceKind kind, boolean immediate, int threads) {
        Capture capture =
                link.start(link.capture(kind).immediate(immediate).captureThreads(threads), packet -> Thread.sleep(1));
        link.send(1_000, Generator.UNPACED);
        Shell.run("ip", "link", "del", "dev", LiveLink.LEFT);
        assertThatExceptionOfType(CaptureException.class)
                .isThrownBy(() -> capture.join(Duration.ofSeconds(20)))
                .withMessageContaining(LiveLink.RIGHT)
                .withMessageContaining("gone")
                .withMessageMatching("[^\\n]*");
        assertThat(capture.ledger().handled()).isEqualTo(1_000);
    }

    /** Who never sleeps must find all the same what others are told when they are woken. */
    @ParameterizedTest
    @EnumSource(names = {"LIBPCAP", "AFPACKET"})
    void shouldNoticeWhatBecomesOfADeviceThatItPolls(SourceKind kind) throws InterruptedException {
        Capture capture = link.start(link.capture(kind).busyPoll(true), packet -> {});
        link.send(1_000, Generator.UNPACED);
        link.awaitArrival(capture);
        assertThat(capture.ledger().handled()).isEqualTo(1_000);
        Shell.run("ip", "link", "set", "dev", LiveLink.RIGHT, "down");
        assertThat(capture.join(Duration.ofMillis(700))).isFalse();
        Shell.run("ip", "link", "set", "dev", LiveLink.RIGHT, "up");
        Await.until("packets come again", () -> {
            boolean ignored = sendOne(); // what is sent before the wire carries again is lost
            return capture.ledger().handled() > 1_000;
        });
        Shell.run("ip", "link", "del", "dev", LiveLink.LEFT);
        assertThatExceptionOfType(CaptureException.class)
                .isThrownBy(() -> capture.join(Duration.ofSeconds(20)))
                .withMessageContaining("gone");
    }

    @ParameterizedTest
    @EnumSource(names = {"LIBPCAP", "AFPACKET"})
    void shouldStopWhileItPolls(SourceKind kind) {
        Capture capture = link.start(link.capture(kind).busyPoll(true).captureThreads(1), packet -> {});
        long begun = System.nanoTime();
        capture.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        assertThat(capture.ledger().balanced()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void shouldSayWhatIsNeededWithoutPrivileges(SourceKind kind) throws Exception {
        assertThat(Probe.run(UNPRIVILEGED, List.of(), kind, LiveLink.RIGHT, ""))
                .contains("CAP_NET_RAW", "unshare -rn")
                .doesNotContain("\n", "Exception");
    }

    @ParameterizedTest
    @CsvSource({"AFPACKET, udp", "AUTO, udp", "LIBPCAP, ''"})
    void shouldNameThePackageWhereLibpcapIsNeededAndMissing(SourceKind kind, String filter) throws Exception {
        assertThat(Probe.run(List.of(), NO_LIBPCAP, kind, LiveLink.RIGHT, filter))
                .contains("apt-get install libpcap0.8")
                .doesNotContain("\n", "Exception");
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "AFPACKET"})
    void shouldCaptureWithoutLibpcap(SourceKind kind) throws Exception {
        assertThat(Probe.run(List.of(), NO_LIBPCAP, kind, LiveLink.RIGHT, "")).isEqualTo(Probe.STARTED);
    }

    @ParameterizedTest
    @EnumSource
    void shouldShowAFilterThatIsWrong(SourceKind kind) {
        assertThatExceptionOfType(CaptureException.class)
                .isThrownBy(() -> link.capture(kind).filter("udp prot 53").start(packet -> {}))
                .withMessageMatching("[^\\n]+\\n +udp prot 53\\n +\\^");
    }

    @Test
    void shouldRefuseSeveralCaptureThreadsByLibpcap() {
        CaptureBuilder builder = link.capture(SourceKind.LIBPCAP).captureThreads(2);
        assertThatExceptionOfType(CaptureException.class)
                .isThrownBy(() -> builder.start(packet -> {}))
                .withMessageContaining("captureThreads: 2");
    }

    @ParameterizedTest
    @CsvSource({"2, false", "4, false", "2, true"})
    void shouldShareFlowsOutToSeveralCaptureThreads(int threads, boolean immediate) {
        FlowOrderCheck check = new FlowOrderCheck(FLOWS);
        Capture capture = link.start(
                link.capture(SourceKind.AFPACKET).captureThreads(threads).immediate(immediate), packet -> {
                    boolean ignored = check.accept(FlowTraffic.flow(packet), FlowTraffic.sequence(packet));
                });
        link.send(20_000, 100_000);
        Ledger ledger = link.finish(capture);
        link.assertAllTaken(ledger);
        check.assertComplete(20_000);
    }

    @Test
    void shouldKeepToTheCountWithSeveralCaptureThreads() throws InterruptedException {
        Capture capture =
                link.start(link.capture(SourceKind.AFPACKET).captureThreads(3).count(5_000), packet -> {});
        link.send(20_000, 100_000);
        capture.join();
        assertThat(capture.ledger().taken()).isEqualTo(5_000);
    }

    /** Half of the packets, so that a machine that is busy now and then does not matter. */
    @ParameterizedTest
    @CsvSource({"LIBPCAP, true, 10", "AFPACKET, true, 10", "LIBPCAP, false, 50", "AFPACKET, false, 50"})
    void shouldDeliverASinglePacketWithinMilliseconds(SourceKind kind, boolean immediate, int millis)
            throws InterruptedException {
        List<Long> ages = new CopyOnWriteArrayList<>();
        Capture capture = link.start(link.capture(kind).immediate(immediate), packet -> {
            ages.add(packet.age().toMillis());
        });
        for (int i = 1; i <= 51; i++) {
            link.send(1, Generator.UNPACED);
            link.awaitArrival(capture);
        }
        Ledger ledger = link.finish(capture);
        assertThat(ledger.handled()).isEqualTo(51);
        List<Long> sorted = new ArrayList<>(ages);
        Collections.sort(sorted);
        assertThat(sorted.get(25)).isLessThan(millis);
    }

    @ParameterizedTest
    @CsvSource({
        "LIBPCAP, IN, 100", "LIBPCAP, OUT, 200", "LIBPCAP, INOUT, 100 200",
        "AFPACKET, IN, 100", "AFPACKET, OUT, 200", "AFPACKET, INOUT, 100 200"
    })
    void shouldCaptureTheDirectionAskedFor(SourceKind kind, Direction direction, String lengths) {
        List<Integer> seen = new CopyOnWriteArrayList<>();
        Capture capture = link.start(link.capture(kind).direction(direction), packet -> seen.add(packet.len()));
        Transmission.send(LiveLink.LEFT, Collections.nCopies(50, Transmission.udp(100)));
        Transmission.send(LiveLink.RIGHT, Collections.nCopies(50, Transmission.udp(200)));
        int wanted = 50 * lengths.split(" ").length;
        Await.until("all have come", () -> capture.ledger().handled() >= wanted);
        capture.close();
        assertThat(seen).hasSize(wanted);
        assertThat(seen.stream().sorted().distinct().map(String::valueOf)).containsExactly(lengths.split(" "));
        assertThat(capture.ledger().kernel().received()).isEqualTo(wanted);
    }

    @Test
    void shouldCaptureOnAllDevicesAtOnce() {
        ConcurrentHashMap<Integer, Integer> seen = new ConcurrentHashMap<>();
        Capture capture = link.start(
                Capture.from(Device.named("any")).direction(Direction.IN),
                packet -> seen.merge(packet.linktype(), 1, Integer::sum));
        link.send(100, Generator.UNPACED);
        link.awaitArrival(capture);
        capture.close();
        assertThat(capture.ledger().linktype()).startsWith("LINUX_SLL");
        assertThat(seen.values()).containsExactly(100);
    }
}
