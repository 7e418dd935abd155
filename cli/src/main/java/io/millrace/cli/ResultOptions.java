package io.millrace.cli;

import io.millrace.Order;
import io.millrace.cli.print.PacketPrinter;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** What is done with packets, and where it is told. */
final class ResultOptions {
    private static final String PRINT = "print";

    private final CommandSpec spec;
    private final HandlerOptions handlers;
    private @Nullable Order order;
    private boolean count;
    private boolean print;
    private boolean unbuffered;
    private @Nullable String ledgerFile;
    private boolean quiet;
    private final WriteOptions writing;

    ResultOptions(Options options) {
        spec = options.spec();
        handlers =
                new HandlerOptions(options, "What is done with each packet: " + Handlers.FORMS + ". Default: print.");
        options.value(
                "--order",
                "flow|none|total|serial",
                Order.class,
                word -> order = word,
                "Which packets keep their order: those of a flow (the default), none, all of them in what"
                        + " is written (the default of print), or all, handled one after the other (that of -w).");
        options.flag("--count", given -> count = given, "Print no packets, only how many there were.");
        options.flag(
                "--print", given -> print = given, "Print packets, as is done anyway; with -w beside writing them.");
        options.flag(
                "-l, -U, --packet-buffered",
                given -> unbuffered = given,
                "Write each packet's lines at once; with -w each packet.");
        options.value(
                "--ledger",
                "FILE",
                String.class,
                word -> ledgerFile = word,
                "Write the final ledger as JSON; - is the output.");
        options.flag(
                "--quiet",
                given -> quiet = given,
                "No word but results and failures: no live line, no counts, no table.");
        writing = new WriteOptions(options);
    }

    /** Whether nothing is told but results and failures. */
    boolean quiet() {
        return quiet;
    }

    /** Where results go. */
    Output output() {
        return Output.toStandardOutput(unbuffered);
    }

    /** Where the final ledger goes besides the table. */
    LedgerFile ledgerFile(Output output) throws IOException {
        return LedgerFile.open(ledgerFile, output);
    }

    /**
     * The handler that is meant.
     *
     * @param printer what prints packets, if that is meant
     * @param files all that the command line names
     * @param nanoseconds whether what is written has more than microseconds
     * @throws IOException if its file cannot be read
     */
    Object handler(Supplier<PacketPrinter> printer, NamedFiles files, boolean nanoseconds) throws IOException {
        String written = writing.file();
        if (written != null) {
            return writer(written, printer, files, nanoseconds);
        }
        writing.requireNone();
        String named = Objects.requireNonNullElse(handlers.typed(), PRINT);
        if (count) {
            if (!named.equals(PRINT)) {
                throw OptionNames.complaint(spec, "--count", "beside --handler " + named + " (expected: one of them)");
            }
            return new PacketCount();
        }
        return handlers.named(named, printer);
    }

    /** Names the files that are written. */
    void name(NamedFiles files) {
        files.written("-w", writing.file()).written("--ledger", ledgerFile);
    }

    private SavefileHandler writer(
            String name, Supplier<PacketPrinter> printer, NamedFiles files, boolean nanoseconds) {
        if (handlers.typed() != null || count) {
            throw writing.beside(count ? "--count" : "--handler");
        }
        if (print && name.equals(FileOptions.STANDARD_OUTPUT)) {
            throw OptionNames.complaint(spec, "--print", "beside -w - (expected: a file to write to)");
        }
        if (order != null && order != Order.SERIAL) {
            throw OptionNames.complaint(spec, "--order", "beside -w (expected: serial)");
        }
        return writing.handler(
                name, files, new SavefileHandler.Manner(nanoseconds, unbuffered, print ? printer.get() : null));
    }

    /** The order that is wanted, or what is usual for a handler. */
    Order order(Object wanted) {
        return order == null ? Delivery.usualOrder(wanted) : order;
    }
}
