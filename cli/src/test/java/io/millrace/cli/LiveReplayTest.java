package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.savefile.InterfaceDescription;
import io.millrace.savefile.Options;
import io.millrace.savefile.PcapWriter;
import io.millrace.savefile.SavefileReader;
import io.millrace.savefile.SavefileTarget;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code millrace replay}: what arrives at the wire's other end is what is in the file, packet for packet. */
@LiveTest
class LiveReplayTest {
    private static final int PACKETS = 2_000;
    private static final int MTU_FRAME = 1_514;

    @RegisterExtension
    final Wire wire = new Wire();

    @RegisterExtension
    final LiveCommand millrace = new LiveCommand();

    @TempDir
    private Path folder;

    /** Random frames of an EtherType that nobody answers, 100 us apart; the last may be longer than the MTU allows. */
    private Path trace(int linktype, int... lastBytes) throws IOException {
        Random random = new Random(3);
        Path file = folder.resolve("trace.pcap");
        InterfaceDescription description = InterfaceDescription.of(linktype, 262_144, ChronoUnit.NANOS, Options.NONE);
        try (Arena arena = Arena.ofConfined();
                PcapWriter writer = PcapWriter.open(SavefileTarget.file(file), description)) {
            for (int i = 0; i < PACKETS + lastBytes.length; i++) {
                int bytes = i < PACKETS ? 60 + random.nextInt(MTU_FRAME - 60) : lastBytes[i - PACKETS];
                byte[] frame = new byte[bytes];
                random.nextBytes(frame);
                if (bytes >= 14) {
                    frame[0] = 2;
                    frame[12] = (byte) 0x88;
                    frame[13] = (byte) 0xb5;
                }
                MemorySegment memory = arena.allocateFrom(ValueLayout.JAVA_BYTE, frame);
                writer.write(0, 1_700_000_000_000_000_000L + (i * 100_000L), memory, 0, bytes, bytes);
            }
        }
        return file;
    }

    private static List<String> frames(Path file) {
        List<String> frames = new ArrayList<>();
        try (SavefileReader reader = SavefileReader.open(file)) {
            while (reader.next()) {
                byte[] bytes = reader.memory()
                        .asSlice(reader.offset(), reader.caplen())
                        .toArray(ValueLayout.JAVA_BYTE);
                frames.add(HexFormat.of().formatHex(bytes));
            }
        }
        return frames;
    }

    /** Captures so many frames at the other end while something is sent. */
    private Path captured(int count, Sending sending) throws Exception {
        Path file = folder.resolve("captured.pcap");
        Running tcpdump = millrace.startProcess(new ProcessBuilder(
                "env",
                "PATH=" + System.getenv("PATH") + ":/usr/sbin:/sbin",
                "tcpdump",
                "-i",
                Wire.RIGHT,
                "-c",
                Integer.toString(count),
                "-B",
                "65536",
                "-w",
                file.toString(),
                "ether proto 0x88b5"));
        tcpdump.await("it listens", () -> tcpdump.err().contains("listening on"));
        sending.send();
        tcpdump.end().well();
        return file;
    }

    private interface Sending {
        void send() throws Exception;
    }

    private Ended replay(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("replay", "-i", Wire.LEFT));
        command.addAll(List.of(words));
        return millrace.run(command.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--speed 1", "--speed 0.5", "--rate 10000", "--bits 50m", "--fastest"})
    void shouldPutTheFileOnTheWirePacketForPacket(String pace) throws Exception {
        Path trace = trace(1);
        String[] words = (trace + " " + pace).split(" ", -1);
        Path captured = captured(
                PACKETS,
                () -> assertThat(replay(words).well().err())
                        .contains("millrace: sending " + trace + " on " + Wire.LEFT, "2,000 packets of ", "late by "));

        assertThat(frames(captured)).isEqualTo(frames(trace));
    }

    @Test
    void shouldPutOnTheWireWhatComesByAPipe() throws Exception {
        Path trace = trace(1);
        List<String> replay =
                new Launch(List.of("replay", "-", "-i", Wire.LEFT, "--merge", "--rate", "10000")).command();
        Path captured = captured(
                PACKETS,
                () -> assertThat(millrace.startProcess(new ProcessBuilder(pipe(trace, replay)))
                                .end()
                                .well()
                                .err())
                        .contains("2,000 packets of "));

        assertThat(frames(captured)).isEqualTo(frames(trace));
    }

    private static List<String> pipe(Path file, List<String> command) {
        List<String> piped =
                new ArrayList<>(List.of("sh", "-c", "file=$1; shift; cat \"$file\" | \"$@\"", "sh", file.toString()));
        piped.addAll(command);
        return piped;
    }

    @Test
    void shouldNeverBeAheadOfThePace() throws Exception {
        Path trace = trace(1);
        Path captured = captured(
                PACKETS, () -> replay(trace.toString(), "--speed", "0.25").well());
        try (SavefileReader reader = SavefileReader.open(captured)) {
            assertThat(reader.next()).isTrue();
            long first = reader.timestampNanos();
            for (int i = 1; i < PACKETS; i++) {
                assertThat(reader.next()).isTrue();
                // the first may have been late itself; whoever is together with others is early by 10 us
                assertThat(reader.timestampNanos() - first).isGreaterThan((i * 400_000L) - 50_000_000);
            }
        }
    }

    @Test
    void shouldSendAFileSeveralTimesAndPartsOfItOnly() throws Exception {
        Path trace = trace(1);
        Path captured = captured(
                300,
                () -> replay(trace.toString(), "--loop", "3", "--range", "101-200", "--fastest")
                        .well());

        List<String> part = frames(trace).subList(100, 200);
        assertThat(frames(captured).subList(0, 100)).isEqualTo(part);
        assertThat(frames(captured).subList(200, 300)).isEqualTo(part);
    }

    @Test
    void shouldLeaveOutWhatTheDeviceCannotSendAndCountIt() throws Exception {
        Path trace = trace(1, MTU_FRAME + 1, 9_000, 13, 0, MTU_FRAME);
        Path captured = captured(
                PACKETS + 1,
                () -> assertThat(replay(trace.toString(), "--fastest").well().err())
                        .contains(
                                "2 packets not sent: longer than the MTU of " + Wire.LEFT + " allows",
                                "2 packets not sent: shorter than a link-layer header"));
        assertThat(frames(captured)).hasSize(PACKETS + 1).last().asString().hasSize(2 * MTU_FRAME);
    }

    @Test
    void shouldSendWhatComesBeforeACut() throws Exception {
        byte[] whole = Files.readAllBytes(trace(1));
        Path cut = Files.write(folder.resolve("cut.pcap"), Arrays.copyOf(whole, whole.length - 1));
        Path captured = captured(PACKETS - 1, () -> {
            Ended ended = replay(cut.toString(), "--fastest");
            assertThat(ended.status()).isEqualTo(1);
            assertThat(ended.err()).contains("1,999 packets of ", "the file is truncated");
        });
        assertThat(frames(captured)).hasSize(PACKETS - 1);
    }

    @Test
    void shouldEndWellAtASignalOrAfterATime() throws Exception {
        String trace = trace(1).toString();
        Running running = millrace.start(
                new Launch(List.of("replay", trace, "-i", Wire.LEFT, "--loop", "0", "--rate", "2")).heedful());
        running.await("it sends", () -> running.err().contains("millrace: sending "));
        Thread.sleep(1_500); // it listens for signals from now on, and is asleep most of the time
        assertThat(running.signal("INT").end().well().err()).contains(" sent on ");

        assertThat(replay(trace, "--loop", "0", "--rate", "1000", "--duration", "200ms")
                        .well()
                        .err())
                .contains("millrace: 200 packets of ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TRACE -i nowhere | 1 | nowhere: there is no such device: see `millrace interfaces`",
                "RAW -i wire-l    | 1 | RAW: its packets are of link type RAW, and the device wire-l takes EN10MB (expected: a device"
                        + " of the same link type)",
                "absent -i wire-l | 1 | absent: No such file or directory",
                "TRACE            | 2 | Missing required option: '--interface=DEV'; see `millrace replay --help`",
                "TRACE -i wire-l --rate 0 | 2 | --rate: 0 (expected: a number above 0, such as 1, 0.5 or 10)",
                "TRACE -i wire-l --bits x | 2 | --bits: x (expected: bits a second, such as 64k, 10m or 1g)",
                "TRACE -i wire-l --speed 1 --fastest | 2 | --speed, --rate, --bits, --fastest: 2 of them (expected: one at most)",
                "TRACE -i wire-l --loop -1 | 2 | --loop: -1 (expected: 0 or more)",
                "- -i wire-l --loop 2 | 2 | --loop: with standard input, which can be read only once (expected: files)",
            })
    void shouldSayInOneLineWhatCannotBeSent(String words, int status, String complaint) throws Exception {
        Path raw = Files.move(trace(101), folder.resolve("raw.pcap"));
        String trace = trace(1).toString();
        String command = words.replace("TRACE", trace).replace("RAW", raw.toString());

        Ended ended = millrace.run(("replay --quiet " + command).split(" ", -1));

        assertThat(ended.complaint(status)).isEqualTo("millrace: " + complaint.replaceFirst("^RAW", raw.toString()));
    }
}
