package io.millrace.afpacket;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A silent veth pair, {@code ma} and {@code mb}, in the network that the tests have for themselves. */
public final class TestLink implements AutoCloseable {
    public static final String LEFT = "ma";
    public static final String RIGHT = "mb";

    private TestLink() {}

    public static TestLink create(int mtu) throws Exception {
        run("ip", "link", "add", "name", LEFT, "type", "veth", "peer", "name", RIGHT);
        for (String device : List.of(LEFT, RIGHT)) {
            Files.writeString(Path.of("/proc/sys/net/ipv6/conf", device, "disable_ipv6"), "1");
            run("ip", "link", "set", "dev", device, "mtu", Integer.toString(mtu), "arp", "off");
        }
        run("ip", "link", "set", "dev", LEFT, "up");
        up(RIGHT);
        return new TestLink();
    }

    /** Switches a device on and waits until both ends have a carrier: before, what is sent is lost. */
    static void up(String device) throws IOException, InterruptedException {
        run("ip", "link", "set", "dev", device, "up");
        long deadline = System.nanoTime() + 5_000_000_000L;
        while (!isRunning(LEFT) || !isRunning(RIGHT)) {
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("the pair has no carrier");
            }
            Thread.sleep(1);
        }
    }

    private static boolean isRunning(String device) {
        return NetworkDevice.find(device).map(NetworkDevice::running).orElse(false);
    }

    public static void run(String... command) throws IOException, InterruptedException {
        Process process = start(command);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
    }

    static Process start(String... command) throws IOException {
        List<String> all = new ArrayList<>(List.of("env", "PATH=/usr/sbin:/sbin:/usr/bin:/bin"));
        all.addAll(List.of(command));
        return new ProcessBuilder(all).redirectErrorStream(true).start();
    }

    /** Sends frames through the queueing discipline, where captures of outgoing frames see them. */
    static void send(String device, List<byte[]> frames) {
        try (PacketSender sender = PacketSender.open(device, 1, 70_000, false)) {
            for (byte[] frame : frames) {
                MemorySegment.copy(MemorySegment.ofArray(frame), 0, sender.frame(0), 0, frame.length);
                sender.length(0, frame.length);
                sender.send(1);
            }
        }
    }

    /** Sends as many small frames as asked for, numbered from 0. */
    public static void sendMany(String device, int count) {
        try (PacketSender sender = PacketSender.open(device, 64, 64, true)) {
            int number = 0;
            while (number < count) {
                int batch = Math.min(64, count - number);
                for (int i = 0; i < batch; i++) {
                    byte[] frame = TestFrames.udp(number++, 64);
                    MemorySegment.copy(MemorySegment.ofArray(frame), 0, sender.frame(i), 0, frame.length);
                    sender.length(i, frame.length);
                }
                sender.send(batch);
            }
        }
    }

    @Override
    public void close() {
        try {
            run("ip", "link", "del", "dev", LEFT);
        } catch (IOException e) {
            // a test has removed it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
