package io.millrace.cli;

import io.millrace.testbed.OwnNetwork;
import io.millrace.testbed.VethPair;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * A short run that touches what every command touches, so that the launcher can have the JVM remember the classes
 * (JEP 483, JEP 514) and what its compilers learnt of them (JEP 515): therefore under load. Whatever fails is left out: a
 * start without the memory is only slower.
 */
@Command(name = "train", hidden = true)
final class TrainCommand implements Runnable {
    private static final int FLOWS = 100;
    private static final int PACKETS_PER_SECOND = 100_000;
    private static final int PACKETS = 1_000_000;
    private static final String COUNT = "200000";

    TrainCommand() {}

    @Override
    public void run() {
        run("--version");
        run("capture", "--help");
        run("interfaces");
        if (OwnNetwork.isOwn()) {
            captures();
        }
    }

    private static void captures() {
        try (VethPair wire = VethPair.create("mill0", "mill1")) {
            Traffic traffic = Traffic.start(wire.left(), FLOWS, PACKETS_PER_SECOND, PACKETS);
            for (String handler : new String[] {"sleep:1ms", "print", "count"}) {
                run(
                        "capture",
                        "-i",
                        wire.right(),
                        "-c",
                        COUNT,
                        "--duration",
                        "2s",
                        "--workers",
                        "virtual:1000",
                        "--handler",
                        handler);
            }
            traffic.stop();
        }
    }

    private static void run(String... words) {
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(new StringWriter()));
        command.setErr(new PrintWriter(new StringWriter()));
        int ignored = command.execute(words);
    }
}
