package io.millrace.cli;

import io.millrace.Device;
import io.millrace.Order;
import io.millrace.Savefile;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** What {@code capture} and {@code read} have in common: all options, and what is done with them. */
abstract sealed class PacketCommand implements Callable<Integer> permits CaptureCommand, ReadCommand {
    private final CommandSpec spec;
    private final Main root;
    private final SourceOptions source;
    private final PrintOptions printing;
    private final ResultOptions results;
    private final EngineOptions engine;
    private final FailureOptions failing;
    private final Inquiries inquiries;

    PacketCommand(Options options, Main root) {
        this.root = root;
        spec = options.spec();
        source = new SourceOptions(options);
        printing = new PrintOptions(options);
        results = new ResultOptions(options);
        engine = new EngineOptions(options);
        failing = new FailureOptions(options);
        inquiries = new Inquiries(options);
        options.helpAndVersion("--version");
    }

    /** The file that is read; null for a device. */
    abstract @Nullable Savefile savefile();

    /** The filter as it was typed. */
    abstract List<String> filterWords();

    @Override
    public final Integer call() throws Exception {
        Savefile file = savefile();
        NamedFiles named = new NamedFiles(spec)
                .read(file == null ? List.of() : file.names())
                .spool(engine.spoolFolder());
        results.name(named);
        failing.name(named);
        String filter = source.filter(filterWords());
        String answer = new Answers(inquiries, source, file, filter).text();
        if (answer != null) {
            spec.commandLine().getOut().print(answer);
            spec.commandLine().getOut().flush();
        } else {
            take(file, filter, named);
        }
        return 0;
    }

    private void take(@Nullable Savefile file, String filter, NamedFiles named)
            throws IOException, InterruptedException {
        try (Output output = results.output();
                LedgerFile ledgerFile = results.ledgerFile(output)) {
            Object handler = results.handler(
                    () -> file == null ? printing.printer(source::device) : printing.printer(),
                    named,
                    !printing.microseconds());
            try {
                String device = file == null ? source.device() : "";
                Run run = new Run(
                        handler, order(handler), output, ledgerFile, results.quiet(), root.debug(), device, filter);
                if (file == null) {
                    run.of(
                            () -> failing.applied(engine.live(
                                    source.from(Device.named(device)).filter(filter))),
                            Announcement.listening(device, source.snaplen()),
                            spec);
                } else {
                    run.of(
                            () -> failing.applied(
                                    engine.offline(source.from(file).filter(filter))),
                            Announcement.reading(file.name()),
                            spec);
                }
            } finally {
                HandlerOptions.close(handler);
            }
        }
    }

    private Order order(Object handler) {
        Order order = results.order(handler);
        if (order == Order.TOTAL && source.captureThreads() > 1) {
            throw OptionNames.complaint(
                    spec,
                    "--capture-threads",
                    source.captureThreads()
                            + " (expected: 1 with --order total, which print has unless told otherwise;"
                            + " several threads have no common order)");
        }
        return order;
    }
}
