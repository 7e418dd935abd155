package io.millrace.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The capture that ours are measured by: tcpdump, and what it wrote. Belongs to the test's thread. */
final class Tcpdump implements AutoCloseable {
    private static final int FILE_HEADER_BYTES = 24;
    private static final int RECORD_HEADER_BYTES = 16;
    private static final int NANOSECOND_MAGIC = 0xa1b2_3c4d;

    private final Path directory;
    private final Path file;
    private final Path said;
    private final Process process;

    private Tcpdump(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
        file = directory.resolve("capture");
        said = directory.resolve("said");
    }

    /** Starts it; it is listening when this returns. */
    static Tcpdump start(String device, int snaplen, String filter, String... more) throws IOException {
        Path directory = Files.createTempDirectory("millrace");
        List<String> command = new ArrayList<>(List.of("tcpdump", "-i", device, "-s", Integer.toString(snaplen)));
        command.addAll(List.of(
                "-B",
                "32768",
                "-U",
                "--nano",
                "-w",
                directory.resolve("capture").toString()));
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("-Z", "root"));
        }
        command.addAll(List.of(more));
        command.add(filter);
        Process process = new ProcessBuilder(Shell.onPath(command.toArray(String[]::new)))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("said").toFile())
                .start();
        Tcpdump tcpdump = new Tcpdump(directory, process);
        Await.until("tcpdump listens", tcpdump::isListening);
        return tcpdump;
    }

    private boolean isListening() {
        String words = read(said, StandardCharsets.UTF_8);
        if (!process.isAlive()) {
            throw new AssertionError("tcpdump ended: " + words);
        }
        return words.contains("listening on");
    }

    private static String read(Path path, java.nio.charset.Charset charset) {
        try {
            return Files.readString(path, charset);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it captured up to the frame that ends a transmission, once that has come. */
    List<Frame> frames() {
        List<Frame> frames = new ArrayList<>();
        Await.until("tcpdump has the last frame", () -> {
            frames.clear();
            frames.addAll(parse());
            return !frames.isEmpty() && frames.getLast().isEnd();
        });
        return frames;
    }

    /** The whole records of the savefile so far, which is in this machine's byte order. */
    private List<Frame> parse() {
        ByteBuffer data;
        try {
            data = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Frame> frames = new ArrayList<>();
        if (data.limit() < FILE_HEADER_BYTES) {
            return frames;
        }
        if (data.getInt(0) != NANOSECOND_MAGIC) {
            throw new AssertionError("not a savefile with nanoseconds: " + file);
        }
        int at = FILE_HEADER_BYTES;
        while (data.limit() - at >= RECORD_HEADER_BYTES
                && data.limit() - at - RECORD_HEADER_BYTES >= data.getInt(at + 8)) {
            int caplen = data.getInt(at + 8);
            long nanos = (Integer.toUnsignedLong(data.getInt(at)) * 1_000_000_000) + data.getInt(at + 4);
            ByteBuffer bytes = data.slice(at + RECORD_HEADER_BYTES, caplen);
            frames.add(new Frame(bytes, data.getInt(at + 12), nanos));
            at += RECORD_HEADER_BYTES + caplen;
        }
        return frames;
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        for (Path path : List.of(file, said, directory)) {
            boolean ignored = Files.deleteIfExists(path);
        }
    }
}
