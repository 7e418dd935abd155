package io.millrace.cli;

import io.millrace.Capture;
import io.millrace.CaptureBuilder;
import io.millrace.CaptureException;
import io.millrace.Order;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code millrace capture}: live packets from a device, given to a handler. */
@Command(
        name = "capture",
        description = "Capture live packets and give each to a handler, however slow.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Ctrl-C stops taking packets, handles what is queued, and prints the ledger; a second one ends at once.",
            "Example: millrace capture -i eth0 --handler sleep:1ms --workers virtual:1000 udp port 53"
        })
final class CaptureCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

    @ParentCommand
    private @Nullable Main root;

    @Option(
            names = {"-i", "--interface"},
            paramLabel = "DEV",
            description = "The device; see `millrace interfaces`. The first that is up, if not given.")
    private @Nullable String device;

    @Option(names = "-D", description = "List the devices and exit.")
    private boolean list;

    @Option(
            names = "--handler",
            paramLabel = "HANDLER",
            defaultValue = "print",
            description = "What is done with each packet: " + Handlers.FORMS + ". Default: print.")
    private String handlerName = "print";

    @Option(
            names = "--class-path",
            paramLabel = "PATH",
            split = "[:;]",
            description = "Where handler classes are, besides CLASSPATH.")
    private List<Path> classPath = List.of();

    @Option(
            names = "--order",
            paramLabel = "flow|none|total",
            description = "Which packets keep their order: those of a flow (the default), none, or all of them in what"
                    + " is written (the default of print).")
    private @Nullable Order order;

    @Mixin
    private CaptureOptions options = new CaptureOptions();

    @Option(names = "--ledger", paramLabel = "FILE", description = "Write the final ledger as JSON; - is the output.")
    private @Nullable String ledgerFile;

    @Option(names = "-q", description = "No live line and no table.")
    private boolean quiet;

    CaptureCommand() {}

    @Override
    public Integer call() throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        if (list) {
            spec.commandLine().getOut().print(DeviceTable.text(Devices.list()));
            spec.commandLine().getOut().flush();
            return 0;
        }
        try (Output output = Output.toStandardOutput();
                LedgerFile ledger = LedgerFile.open(ledgerFile, output)) {
            Object handler = handler();
            try {
                run(handler, output, ledger, err);
            } finally {
                close(handler);
            }
        }
        return 0;
    }

    private Object handler() throws IOException {
        try {
            return Handlers.named(handlerName, classPath);
        } catch (IllegalArgumentException e) {
            throw OptionNames.complaint(spec, "--handler", Complaint.oneLine(e));
        }
    }

    private void run(Object handler, Output output, LedgerFile ledgerFile, PrintWriter err)
            throws InterruptedException, IOException {
        String name = device == null ? Devices.first() : device;
        Capture capture = start(name, handler, output, err);
        if (!quiet) {
            err.println("millrace: listening on " + name);
            err.flush();
        }
        output.whenBroken(capture::stop);
        try (capture;
                Ending _ = Ending.onSignal(capture::stop);
                LiveLine _ = LiveLine.of(new Pulse(capture::ledger), quiet)) {
            capture.join();
        } finally {
            if (handler instanceof Count count) {
                output.line(count.text());
            }
            report(capture, ledgerFile, err);
        }
    }

    private Capture start(String name, Object handler, Output output, PrintWriter err) {
        Order wanted = order == null ? Delivery.usualOrder(handler) : order;
        if (wanted == Order.TOTAL && options.captureThreads() > 1) {
            throw OptionNames.complaint(
                    spec,
                    "--capture-threads",
                    options.captureThreads()
                            + " (expected: 1 with --order total, which print has unless told otherwise;"
                            + " several threads have no common order)");
        }
        try {
            CaptureBuilder builder =
                    options.builder(name).onFailure(new FirstFailure(err, root != null && root.debug()));
            return Delivery.start(builder, handler, wanted, output);
        } catch (IllegalArgumentException | CaptureException e) {
            @Nullable ParameterException complaint = OptionNames.complaint(spec, e);
            throw complaint == null ? e : complaint;
        }
    }

    private void report(Capture capture, LedgerFile ledgerFile, PrintWriter err) throws IOException {
        if (!quiet) {
            err.print(LedgerTable.text(capture.ledger()));
            err.flush();
        }
        ledgerFile.write(capture.ledger());
    }

    private static void close(Object handler) throws IOException {
        if (handler instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new IOException("the handler could not be closed: " + e, e);
            }
        }
    }
}
