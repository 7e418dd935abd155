package io.millrace.bench.race;

import io.millrace.testbed.VethPair;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Two devices with a wire between them, and a {@link Sender} at the left one. Belongs to one thread. */
final class Wire implements AutoCloseable {
    private static final int WARM_UP_PACKETS = 300_000;

    private final VethPair pair;
    private final Process sender;
    private final PrintWriter commands;
    private final BufferedReader answers;

    /** Makes it, and lets the sender warm up. */
    Wire() throws IOException {
        pair = VethPair.create("left", "right");
        try {
            sender = new ProcessBuilder(
                            JavaProcess.command(Sender.class, List.of("-XX:+UseSerialGC", "-Xmx64m"), pair.left()))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            pair.close();
            throw e;
        }
        commands = new PrintWriter(sender.getOutputStream(), true, StandardCharsets.UTF_8);
        answers = new BufferedReader(new InputStreamReader(sender.getInputStream(), StandardCharsets.UTF_8));
        answer("ready");
        double ignored = send(new Traffic(1, Traffic.IMIX), WARM_UP_PACKETS, 0);
    }

    /** The device at which packets arrive. */
    String device() {
        return pair.right();
    }

    /**
     * Sends packets, and returns when the last one was sent.
     *
     * @param perSecond packets a second; 0 is as fast as it goes
     * @return packets a second as they were
     */
    double send(Traffic traffic, long packets, long perSecond) throws IOException {
        commands.println(packets + " " + perSecond + " " + traffic.flows() + " " + traffic.frameBytes());
        String words = answer("sent ");
        int space = words.indexOf(' ', "sent ".length());
        return Long.parseLong(words, "sent ".length(), space, 10)
                * 1e9
                / Long.parseLong(words, space + 1, words.length(), 10);
    }

    private String answer(String expected) throws IOException {
        String line = answers.readLine();
        if (line == null || !line.startsWith(expected)) {
            throw new IOException(
                    "the sender: " + (line == null ? "it ended" : line) + " (expected: " + expected + ")");
        }
        return line;
    }

    @Override
    public void close() {
        commands.close();
        sender.destroy();
        pair.close();
    }
}
