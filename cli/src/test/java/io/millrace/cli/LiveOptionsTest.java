package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the options of {@code capture} do, on live traffic. */
@LiveTest
class LiveOptionsTest {
    private static final int PACKETS = 2_000;

    @RegisterExtension
    final Wire wire = new Wire();

    @RegisterExtension
    final LiveCommand millrace = new LiveCommand();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--source auto --queue-bytes 4m",
                "--source libpcap --immediate-mode -B 4096",
                "--source afpacket --immediate-mode -B 4096 -nn",
                "--capture-threads 2",
                "--busy-poll",
            })
    void shouldEndAfterExactlySoManyPackets(String words) throws Exception {
        Running capture = millrace.start(
                        LiveCommand.capture(("-c 500 --handler count --ledger - " + words).split(" ", -1)))
                .awaitListening();
        wire.send(PACKETS, 20_000);
        Ended ended = capture.end().well();

        assertThat(ended.lines()).hasSize(2).first().isEqualTo("500 packets, 32000 bytes");
        assertThat(ended.ledger().count("handled")).isEqualTo(500);
    }

    @Test
    void shouldEndAfterADurationAndSayNothingIfToldSo() throws Exception {
        Ended ended = millrace.start(LiveCommand.capture("--quiet", "--duration", "300ms", "--handler", "discard"))
                .end()
                .well();

        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"libpcap", "afpacket"})
    void shouldKeepNoMoreOfAPacketThanTheSnapshotLength(String source) throws Exception {
        Path file = Files.writeString(folder.resolve("Lengths.java"), """
                import io.millrace.*;
                class Lengths implements PacketFunction<String> {
                    public String apply(Packet packet) { return packet.caplen() + " of " + packet.len(); }
                }
                """);

        Ended ended = millrace.capture(wire, 100, "-s", "60", "--source", source, "--handler", file.toString());

        assertThat(ended.lines()).hasSize(100).containsOnly("60 of 64");
    }

    @ParameterizedTest
    @CsvSource({"in, 50, 58", "out, 50, 158", "inout, 100, 58 158"})
    void shouldCaptureTheDirectionAskedFor(String direction, int packets, String lengths) throws Exception {
        Running capture = millrace.start(LiveCommand.capture("-Q", direction, "-c", Integer.toString(packets)))
                .awaitListening();
        boolean outFirst = direction.equals("in"); // what is not wanted comes first, or the count would hide it
        wire.sendVisibly(outFirst ? Wire.RIGHT : Wire.LEFT, outFirst ? 200 : 100, 50);
        wire.sendVisibly(outFirst ? Wire.LEFT : Wire.RIGHT, outFirst ? 100 : 200, 50);
        List<String> lines = capture.end().well().lines();

        assertThat(lines).hasSize(packets);
        assertThat(lines.stream()
                        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                        .distinct())
                .containsExactly(lengths.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"libpcap", "afpacket"})
    void shouldTakeOnlyWhatTheFilterLetsThrough(String source) throws Exception {
        Running capture = millrace.start(LiveCommand.capture(
                        ("-c 20 --ledger - --source " + source + " udp and src port 1027").split(" ", -1)))
                .awaitListening();
        wire.send(PACKETS, 20_000);
        Ended ended = capture.end().well();

        assertThat(ended.lines()).hasSize(21);
        assertThat(ended.lines().subList(0, 20)).allMatch(line -> line.contains(" 10.0.0.3.1027 > "));
        assertThat(ended.ledger().count("taken")).isEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource({"true, 1", "false, 0"})
    void shouldListenToTheWholeWireUnlessToldNotTo(boolean promiscuous, int expected) throws Exception {
        Running capture = millrace.start(
                        promiscuous ? LiveCommand.capture("-c", "1") : LiveCommand.capture("-c", "1", "-p"))
                .awaitListening();

        assertThat(Wire.tool("ip", "-d", "link", "show", "dev", Wire.RIGHT)).contains(" promiscuity " + expected + " ");
        wire.send(1, 1);
        capture.end().well();
    }

    @Test
    void shouldCaptureFromAllDevicesAtOnce() throws Exception {
        Ended ended = millrace.capture(wire, PACKETS, "-i", "any", "-Q", "in", "--handler", "count", "--ledger", "-");

        assertThat(ended.ledger().count("handled")).isEqualTo(PACKETS);
        assertThat(ended.ledger().text("linktype")).startsWith("LINUX_SLL");
    }

    @Test
    void shouldDeliverTheLinkTypeAskedFor() throws Exception {
        Ended ended = millrace.capture(wire, 10, "-i", "any", "-Q", "in", "-y", "LINUX_SLL", "--ledger", "-");

        assertThat(ended.err()).contains("listening on any, link-type LINUX_SLL (Linux cooked v1)");
        assertThat(ended.ledger().text("linktype")).isEqualTo("LINUX_SLL");
        assertThat(millrace.start(LiveCommand.capture("-y", "PPP")).end().complaint(1))
                .contains(Wire.RIGHT, "PPP is not one of the DLTs supported by this device");
    }

    @Test
    void shouldTellThatATimestampTypeIsNotToBeHadAndCaptureOn() throws Exception {
        Ended ended = millrace.capture(wire, 10, "-j", "adapter", "--handler", "count");

        assertThat(ended.err())
                .startsWith("millrace: warning: " + Wire.RIGHT + ": ")
                .contains("time stamp");
        assertThat(ended.lines()).containsExactly("10 packets, 640 bytes");
    }

    @Test
    void shouldTakeOptionsInOneWordAndDevicesByTheirNumber() throws Exception {
        String number = millrace.run("capture", "-D").well().lines().stream()
                .filter(line -> line.contains("." + Wire.RIGHT + " "))
                .map(line -> line.substring(0, line.indexOf('.')))
                .findFirst()
                .orElseThrow();
        Running capture = millrace.start(
                        new Launch(List.of("capture", "--rehearsal", "0ms", "-nnvvec1", "-i" + number)))
                .awaitListening();
        wire.send(1, 1);
        Ended ended = capture.end().well();

        assertThat(ended.err()).startsWith("millrace: listening on " + Wire.RIGHT + ", ");
        assertThat(ended.lines()).hasSize(2).first().asString().contains("ethertype IPv4 (0x0800), length 64", "ttl ");
    }

    @Test
    void shouldTakeTheFirstDeviceThatIsUpWhenNoneIsNamed() throws Exception {
        Running capture = millrace.start(new Launch(List.of("capture", "--rehearsal", "0ms", "-c", "100")))
                .awaitListening();
        wire.send(100, 20_000);
        Ended ended = capture.end().well();

        assertThat(ended.err()).containsPattern("^millrace: listening on " + Wire.RIGHT + ", ");
        assertThat(ended.lines()).hasSize(100);
    }

    @Test
    void shouldListTheDevices() throws Exception {
        String devices = millrace.run("interfaces").well().out();

        assertThat(devices)
                .startsWith("DEVICE ")
                .containsPattern("(?m)^lo +loopback +running +65536 +afpacket .*127\\.0\\.0\\.1/8")
                .containsPattern("(?m)^" + Wire.LEFT + " +Ethernet +running +1500 +afpacket$")
                .containsPattern("(?m)^any +virtual +running +libpcap$");
    }
}
