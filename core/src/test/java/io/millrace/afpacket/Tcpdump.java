package io.millrace.afpacket;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The capture of tcpdump that ours are measured by. */
final class Tcpdump implements AutoCloseable {
    private static final int NANOSECOND_MAGIC = 0xa1b23c4d;

    private final Path file;
    private final Process process;

    /** Starts it; it listens when this returns, and ends after so many packets. */
    Tcpdump(String device, int count, String... more) throws IOException {
        file = Files.createTempFile("millrace", ".pcap");
        List<String> command = new ArrayList<>(List.of("tcpdump", "-i", device, "-c", Integer.toString(count)));
        command.addAll(List.of("-Z", "root", "-B", "16384", "--time-stamp-precision=nano", "-w", file.toString()));
        command.addAll(List.of(more));
        process = TestLink.start(command.toArray(String[]::new));
        BufferedReader output = process.inputReader();
        StringBuilder said = new StringBuilder();
        while (said.indexOf("listening on") < 0) {
            String line = output.readLine();
            if (line == null) {
                Assumptions.abort("tcpdump cannot run here, as root it wants a network namespace without a user"
                        + " namespace (`unshare -n`): " + said);
            }
            said.append(line).append('\n');
        }
    }

    List<Frame> frames() throws Exception {
        process.waitFor();
        ByteBuffer data = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder());
        if (data.getInt(0) != NANOSECOND_MAGIC) {
            throw new IOException("not a savefile with nanoseconds: " + file);
        }
        List<Frame> frames = new ArrayList<>();
        data.position(24);
        while (data.hasRemaining()) {
            long seconds = Integer.toUnsignedLong(data.getInt());
            long nanos = (seconds * 1_000_000_000) + data.getInt();
            int caplen = data.getInt();
            int len = data.getInt();
            frames.add(Frame.copy(MemorySegment.ofBuffer(data), 0, caplen, len, nanos));
            data.position(data.position() + caplen);
        }
        return frames;
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(file);
    }
}
