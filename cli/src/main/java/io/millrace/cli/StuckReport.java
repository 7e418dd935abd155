package io.millrace.cli;

import io.millrace.StuckHandler;
import io.millrace.cli.print.Names;
import io.millrace.cli.print.PacketPrinter;
import io.millrace.cli.print.Style;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Tells of handlers that take too long: a line with the packet, and the stack below; of too many in a second only that there are
 * more. Belongs to the thread that tells.
 */
final class StuckReport implements Consumer<StuckHandler> {
    private static final int MOST_A_SECOND = 10;
    private static final long SECOND_NANOS = 1_000_000_000;

    private final PrintWriter err;
    private long second = System.nanoTime();
    private int told;

    StuckReport(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void accept(StuckHandler stuck) {
        long now = System.nanoTime();
        if (now - second >= SECOND_NANOS) {
            second = now;
            told = 0;
        }
        told++;
        if (told <= MOST_A_SECOND) {
            err.println(text(stuck));
        } else if (told == MOST_A_SECOND + 1) {
            err.println(
                    "millrace: more calls of the handler take too long; for the rest of this second they are only counted");
        }
        err.flush();
    }

    static String text(StuckHandler stuck) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "millrace: the handler takes %.3f s already%s%s: %s (captured %d of %d bytes)",
                stuck.running().toNanos() / 1e9,
                stuck.isStage() ? ", its stage is pending" : ", worker " + stuck.worker(),
                stuck.interrupted() ? ", and is interrupted" : "",
                packet(stuck),
                stuck.packet().caplen(),
                stuck.packet().len()));
        for (StackTraceElement frame : stuck.stack()) {
            text.append(System.lineSeparator()).append("    at ").append(frame);
        }
        return text.toString();
    }

    /** The packet in one line, as it is printed without options but -n. */
    private static String packet(StuckHandler stuck) {
        PacketPrinter printer = new PacketPrinter(Style.PLAIN, () -> Names.NUMERIC);
        return printer.text(printer.apply(stuck.packet())).lines().findFirst().orElse("");
    }
}
