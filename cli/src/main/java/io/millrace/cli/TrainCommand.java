package io.millrace.cli;

import io.millrace.testbed.OwnNetwork;
import io.millrace.testbed.VethPair;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/**
 * A short run that touches what every command touches, so that the launcher can have the JVM remember the classes
 * (JEP 483, JEP 514). Whatever fails is left out: a start without the memory is only slower.
 */
final class TrainCommand implements Callable<Integer> {
    private static final int FLOWS = 100;
    private static final int PACKETS_PER_SECOND = 10_000;
    private static final int PACKETS = 100_000;
    private static final String COUNT = "2000";

    TrainCommand(Options options) {
        options.hide();
    }

    @Override
    public Integer call() {
        Main.prepare();
        run("--version");
        run("capture", "--help");
        run("interfaces");
        if (OwnNetwork.isOwn()) {
            captures();
        }
        return 0;
    }

    private static void captures() {
        try (VethPair wire = VethPair.create("mill0", "mill1")) {
            run(
                    "capture",
                    "-i",
                    wire.right(),
                    "-n",
                    "--duration",
                    "300ms",
                    "--handler",
                    "print"); // rehearses, undisturbed
            Traffic traffic = Traffic.start(wire.left(), FLOWS, PACKETS_PER_SECOND, PACKETS);
            capture(wire.right(), "--handler", "sleep:1ms");
            capture(wire.right(), "--handler", "print");
            capture(wire.right(), "--handler", "count");
            files(wire.right());
            traffic.stop();
        }
    }

    private static void capture(String device, String... more) {
        List<String> words = new ArrayList<>(
                List.of("capture", "-i", device, "-c", COUNT, "--duration", "2s", "--workers", "virtual:1000"));
        words.addAll(List.of(more));
        run(words.toArray(String[]::new));
    }

    private static void files(String device) {
        try {
            Path folder = Files.createTempDirectory("millrace-train");
            String pcapng = folder.resolve("train.pcapng").toString();
            String pcap = folder.resolve("train.pcap").toString();
            capture(device, "-w", pcapng);
            run("convert", pcapng, pcap);
            run("info", pcapng);
            run("read", pcapng, "--handler", "count");
            run("read", pcap, "--handler", "count");
            Files.deleteIfExists(Path.of(pcapng));
            Files.deleteIfExists(Path.of(pcap));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // to the log of the set-up
        }
    }

    private static void run(String... words) {
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(new StringWriter()));
        command.setErr(new PrintWriter(new StringWriter()));
        int ignored = command.execute(words);
    }
}
