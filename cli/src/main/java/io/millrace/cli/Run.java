package io.millrace.cli;

import io.millrace.Capture;
import io.millrace.CaptureBuilder;
import io.millrace.CaptureException;
import io.millrace.Ledger;
import io.millrace.Order;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * One capture from its first word to its last.
 *
 * @param output where results go
 * @param ledgerFile where the ledger goes besides the table
 * @param quiet whether nothing is told but results and failures
 * @param debug whether failures of the handler are told with their stack
 * @param captured the device's name; empty for a savefile
 * @param filter which packets are wanted
 */
record Run(
        Object handler,
        Order order,
        Output output,
        LedgerFile ledgerFile,
        boolean quiet,
        boolean debug,
        String captured,
        String filter) {
    /**
     * Captures until the end, however it comes.
     *
     * @param settings makes what is captured, and how, of the command's options
     * @param command whose options are named when a setting is refused
     * @throws CaptureException if the capture failed, after all else was told
     */
    void of(Supplier<CaptureBuilder> settings, Announcement announcement, CommandSpec command)
            throws InterruptedException, IOException {
        PrintWriter err = command.commandLine().getErr();
        Stop stop = new Stop();
        if (handler instanceof SavefileHandler writer) {
            writer.attach(captured, filter, output::line, stop::ask);
        }
        try (Ending ending = Ending.of(stop::ask)) {
            Capture capture = start(settings, ending, command, err);
            stop.of(capture);
            output.whenBroken(stop::ask);
            announce(capture, announcement, err);
            try {
                awaitEnd(capture);
            } finally {
                report(capture, ending, err);
            }
        }
    }

    private void awaitEnd(Capture capture) throws InterruptedException {
        try (capture;
                LiveLine _ = LiveLine.of(live(capture), hidesLiveLine())) {
            capture.join();
        }
    }

    private static Supplier<String> live(Capture capture) {
        return capture.readBytes() == Ledger.ABSENT ? new Pulse(capture::ledger) : Progress.of(capture);
    }

    private Capture start(Supplier<CaptureBuilder> settings, Ending ending, CommandSpec command, PrintWriter err) {
        try {
            CaptureBuilder builder = settings.get()
                    .onStuck(new StuckReport(err))
                    .onWarning(warning -> tellWarning(warning, err))
                    .onWorkers((from, to, reason) -> tellWorkers(from, to, reason, err))
                    .whenOpen(ending::listen);
            if (handler instanceof SavefileHandler writer) { // it tells at the end what failed
                builder.unwritten(writer.unwritten()).onBlock(writer::block);
            } else {
                builder.onFailure(new FirstFailure(err, debug));
            }
            return Delivery.start(builder, handler, order, output);
        } catch (IllegalArgumentException | CaptureException e) {
            @Nullable ParameterException complaint = OptionNames.complaint(command, e);
            throw complaint == null ? e : complaint;
        }
    }

    private static void tellWarning(String warning, PrintWriter err) {
        err.println("millrace: warning: " + warning);
        err.flush();
    }

    private void tellWorkers(int from, int to, String reason, PrintWriter err) {
        if (!quiet) {
            err.println("millrace: workers " + from + " -> " + to + ": " + reason);
            err.flush();
        }
    }

    /** Where packets are printed to a terminal, a line that is written over would be between them. */
    private boolean hidesLiveLine() {
        return quiet || (Delivery.hasResults(handler) && Terminal.showsOutput());
    }

    private void announce(Capture capture, Announcement announcement, PrintWriter err) {
        capture.warnings().forEach(warning -> tellWarning(warning, err));
        if (!quiet) {
            err.println(announcement.text(capture.ledger().linktype()));
        }
        err.flush();
    }

    /** Results come first: on a terminal the counts are to follow them, and not the {@code ^C} that it shows. */
    private void report(Capture capture, Ending ending, PrintWriter err) throws IOException {
        if (handler instanceof Total total) {
            output.line(total.text());
        }
        if (handler instanceof SavefileHandler writer) {
            writer.finish(capture.ledger());
        }
        output.flush();
        if (ending.isHeard() && hidesLiveLine() && Terminal.isInteractive()) {
            err.println();
        }
        if (!quiet) {
            err.print(Summary.text(capture.ledger()));
            err.print(LedgerTable.text(capture.ledger()));
            err.flush();
        }
        ledgerFile.write(capture.ledger());
        if (handler instanceof SavefileHandler writer) {
            String written = writer.told();
            if (!quiet) {
                err.println("millrace: " + written);
                err.flush();
            }
        }
    }
}
