package io.millrace.pcap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The same traffic on the loopback device as another program saw it: tcpdump, or dumpcap where tcpdump cannot give up its
 * privileges because the user namespace has one user only ({@code setgroups} is denied there).
 */
public final class Reference {
    /** What becomes of a record. */
    @FunctionalInterface
    public interface Receiver {
        void packet(byte[] bytes, int len, long timestampNanos);
    }

    private static final int FILE_HEADER_BYTES = 24;
    private static final int MICROSECOND_MAGIC = 0xa1b2_c3d4;
    private static final int NANOSECOND_MAGIC = 0xa1b2_3c4d;

    private final Path file;
    private final Process process;

    public Reference(Path file, String filter, int snaplen, int count) throws IOException {
        this.file = file;
        String snap = Integer.toString(snaplen);
        String packets = Integer.toString(count);
        List<String> command = setgroupsDenied()
                ? List.of("dumpcap", "-q", "-P", "-i", "lo", "-s", snap, "-c", packets, "-f", filter, "-w", "" + file)
                : List.of(
                        "tcpdump", "-i", "lo", "--nano", "-s", snap, "-c", packets, "-Z", "root", "-w", "" + file,
                        filter);
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Path.of(file + ".log").toFile())
                .start();
    }

    private static boolean setgroupsDenied() throws IOException {
        return Files.readString(Path.of("/proc/self/setgroups")).startsWith("deny");
    }

    /** Waits until the program is capturing: it says where it listens only after that. */
    public void awaitStart() throws Exception {
        Path log = Path.of(file + ".log");
        while (!Files.readString(log, StandardCharsets.UTF_8).matches("(?s).*(listening on|File: ).*")) {
            if (!process.isAlive()) {
                throw new AssertionError(Files.readString(log));
            }
            Thread.sleep(10);
        }
    }

    /**
     * Waits for the program's end and reads its savefile, which is of this machine's byte order.
     *
     * @return the precision of its timestamps, in nanoseconds
     */
    public int read(Receiver receiver) throws Exception {
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroy();
            throw new AssertionError("the reference did not see all packets");
        }
        ByteBuffer buffer = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder());
        int nanosPerUnit = switch (buffer.getInt(0)) {
            case NANOSECOND_MAGIC -> 1;
            case MICROSECOND_MAGIC -> 1_000; // dumpcap writes this format with nothing finer
            default -> throw new AssertionError("not a savefile");
        };
        buffer.position(FILE_HEADER_BYTES);
        while (buffer.hasRemaining()) {
            long nanos = (Integer.toUnsignedLong(buffer.getInt()) * 1_000_000_000L)
                    + (buffer.getInt() * (long) nanosPerUnit);
            byte[] bytes = new byte[buffer.getInt()];
            int len = buffer.getInt();
            buffer.get(bytes);
            receiver.packet(bytes, len, nanos);
        }
        return nanosPerUnit;
    }
}
