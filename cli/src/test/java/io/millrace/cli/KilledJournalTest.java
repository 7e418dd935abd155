package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} at any moment of a capture with a journal, and another one that resumes it: a packet that was on disk is never
 * handled, or more are handled twice than was said.
 *
 * <p>Packets are numbered, and written to the journal in their order. The handler writes the number of each that it has
 * handled, with a system call of its own, so that it is not forgotten with the process. So when both captures have ended,
 * the numbers are those from 0 to some last one, without a gap.
 */
@Timeout(300)
class KilledJournalTest {
    private static final int KILLS = Integer.getInteger("millrace.kills", 4);
    private static final int PACKETS = 200_000;
    private static final int PACKET_BYTES = 60;

    @TempDir
    private Path folder;

    @Test
    void shouldHandleEveryPacketAtLeastOnce() throws Exception {
        Random random = new Random();
        long interrupted = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Path journal = folder.resolve("journal" + kill);
            Path record = folder.resolve("record" + kill);
            Path handler = handler(record);
            Process writer = process("read", "-", "--handler", handler.toString(), "--journal", journal.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Thread feeder = Thread.ofPlatform().daemon().start(() -> feed(writer));
            while (!Files.exists(record) || Files.size(record) == 0) {
                assertThat(writer.isAlive()).isTrue();
                Thread.sleep(1);
            }
            Thread.sleep(random.nextInt(300));
            writer.destroyForcibly().waitFor();
            feeder.join();
            long handledBefore = Files.size(record) / Integer.BYTES;

            Process resumer = process(
                            "read",
                            empty().toString(),
                            "--handler",
                            handler.toString(),
                            "--journal",
                            journal.toString(),
                            "--resume",
                            "--drain",
                            "60s",
                            "--ledger",
                            "-")
                    .start();
            String out = new String(resumer.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            String err = new String(resumer.getErrorStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(resumer.waitFor()).as(err).isZero();
            assertThat(out)
                    .contains("\"balanced\":true")
                    .contains("\"spooled\":0")
                    .contains("\"failed\":0");

            int[] times = times(record);
            int known = 0;
            int twice = 0;
            for (int count : times) {
                known += count > 0 ? 1 : 0;
                twice += count > 1 ? 1 : 0;
            }
            int last = known;
            assertThat(Stream.iterate(0, i -> i < last, i -> i + 1).filter(i -> times[i] == 0))
                    .as("packets never handled, of the first %d; %d before the kill", known, handledBefore)
                    .isEmpty();
            assertThat(twice).as("packets handled twice: %s", err).isLessThanOrEqualTo(said(err));
            try (Stream<Path> left = Files.list(journal)) {
                assertThat(left.filter(file -> !file.getFileName().toString().startsWith(".")))
                        .isEmpty();
            }
            interrupted += known > handledBefore ? 1 : 0;
        }
        assertThat(interrupted).as("kills in the middle of the work").isPositive();
    }

    /** How many may have been handled before, by what the command said. */
    private static int said(String err) {
        return err.lines()
                .filter(line -> line.contains("may have been handled before"))
                .map(line -> line.replaceAll(".*; (\\d+) of them.*", "$1"))
                .mapToInt(Integer::parseInt)
                .sum();
    }

    private static int[] times(Path record) throws IOException {
        int[] times = new int[PACKETS];
        ByteBuffer numbers = ByteBuffer.wrap(Files.readAllBytes(record));
        while (numbers.remaining() >= Integer.BYTES) {
            times[numbers.getInt()]++;
        }
        return times;
    }

    private Path handler(Path record) throws IOException {
        Path file = folder.resolve("Recorder.java");
        Files.writeString(file, """
                import io.millrace.Packet;
                import io.millrace.PacketHandler;
                import java.nio.ByteBuffer;
                import java.nio.channels.FileChannel;
                import java.nio.file.Path;
                import java.nio.file.StandardOpenOption;

                public class Recorder implements PacketHandler {
                    private final FileChannel record = FileChannel.open(
                            Path.of("%s"), StandardOpenOption.CREATE, StandardOpenOption.APPEND);

                    public Recorder() throws java.io.IOException {}

                    @Override
                    public void handle(Packet packet) throws Exception {
                        record.write(ByteBuffer.allocate(4).putInt(0, packet.intAt(0)));
                    }
                }
                """.formatted(record));
        return file;
    }

    private ProcessBuilder process(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(words));
        command.addAll(List.of("--quiet", "--workers", "fixed:3", "--order", "none"));
        return new Launch(command).process();
    }

    private Path empty() throws IOException {
        return Files.write(folder.resolve("empty.pcap"), header().array());
    }

    private static ByteBuffer header() {
        return ByteBuffer.allocate(24)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0xa1b2c3d4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(65_535)
                .putInt(1);
    }

    private static void feed(Process writer) {
        try (OutputStream in = writer.getOutputStream()) {
            in.write(header().array());
            ByteBuffer packet = ByteBuffer.allocate(16 + PACKET_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (int number = 0; number < PACKETS; number++) {
                packet.clear().putInt(number).putInt(0).putInt(PACKET_BYTES).putInt(PACKET_BYTES);
                in.write(packet.order(ByteOrder.BIG_ENDIAN).putInt(number).array());
                packet.order(ByteOrder.LITTLE_ENDIAN);
            }
        } catch (IOException killed) {
            assertThat(killed).isNotNull();
        }
    }
}
