package io.millrace.cli;

import io.millrace.Capture;
import io.millrace.Device;
import io.millrace.Workers;
import io.millrace.testbed.OwnNetwork;
import io.millrace.testbed.VethPair;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * A short run that touches what every command touches, so that the launcher can have the JVM remember the classes
 * (JEP 483, JEP 514). Whatever fails is left out: a start without the memory is only slower.
 */
@Command(name = "train", hidden = true)
final class TrainCommand implements Runnable {
    private static final int PACKETS = 20_000;

    TrainCommand() {}

    @Override
    public void run() {
        silently("--version");
        silently("capture", "--help");
        silently("interfaces");
        if (OwnNetwork.isOwn()) {
            try {
                capture();
            } catch (RuntimeException e) {
                throw new IllegalStateException("training stopped early: " + Complaint.oneLine(e), e);
            }
        }
    }

    private static void silently(String... words) {
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(new StringWriter()));
        command.setErr(new PrintWriter(new StringWriter()));
        int ignored = command.execute(words);
    }

    private static void capture() {
        try (VethPair wire = VethPair.create("mill0", "mill1");
                Capture capture = Capture.from(Device.named(wire.right()))
                        .workers(Workers.virtual(100))
                        .count(PACKETS)
                        .duration(Duration.ofSeconds(2))
                        .start(packet -> Thread.sleep(Duration.ofNanos(100_000)))) {
            Traffic traffic = Traffic.start(wire.left(), 100, 40_000, PACKETS);
            long ignored = traffic.join();
            boolean ended = capture.join(Duration.ofSeconds(3));
            silent(LedgerTable.text(capture.ledger()) + ended);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
