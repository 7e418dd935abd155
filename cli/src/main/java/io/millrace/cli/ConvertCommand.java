package io.millrace.cli;

import io.millrace.savefile.SavefileCopy.Terms;
import io.millrace.savefile.SavefileSeries;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** {@code millrace convert}: savefiles in another form, or parts of them. */
final class ConvertCommand implements Callable<Integer> {
    private final CommandSpec spec;
    private List<String> names = List.of();
    private boolean merge;
    private boolean micro;
    private boolean nano;
    private @Nullable Integer snaplen;
    private @Nullable String shift;
    private boolean strictTime;
    private @Nullable String from;
    private final SelectionOptions selection;
    private final FileOptions files;
    private boolean quiet;

    ConvertCommand(Options options) {
        spec = options.spec();
        options.describe(
                "Copy savefiles into one of another format, compression or precision; all of the packets, or some.",
                "",
                "From pcapng to pcapng options, comments and blocks of other kinds are kept.",
                "OUT is replaced if it is there, when the new one is whole. Of a damaged file it has what is before the damage.",
                "Example: millrace convert --merge a.pcap b.pcapng.gz both.pcapng.zst");
        options.words(
                1,
                "FILE",
                words -> names = words,
                "Savefiles that are read, one after the other, and at last the one that is written; - is standard"
                        + " input, or output.");
        options.flag(
                "--merge", given -> merge = given, "Merge the files by time, instead of reading one after the other.");
        options.flag("--micro", given -> micro = given, "Timestamps in microseconds.");
        options.flag(
                "--nano", given -> nano = given, "Timestamps in nanoseconds. Default: as in the files that are read.");
        options.value(
                "-s, --snapshot-length", "BYTES", Integer.class, word -> snaplen = word, "Keep BYTES of each packet.");
        options.value(
                "--time-shift",
                "SECONDS",
                String.class,
                word -> shift = word,
                "Add SECONDS to each timestamp, such as 3600, -0.5 or 0.000001.");
        options.flag(
                "--strict-time",
                given -> strictTime = given,
                "Let no time run backward: a packet that is earlier than the one before gets the time of that.");
        options.value(
                "--interface",
                "NAME|N",
                String.class,
                word -> from = word,
                "Only packets of this interface: its name, or its number in the file, the first of which is 0.");
        selection = new SelectionOptions(options);
        files = new FileOptions(options);
        options.flag("--quiet", given -> quiet = given, "No word but failures: no progress, no counts.");
        options.helpAndVersion("-V, --version");
    }

    @Override
    public Integer call() throws IOException {
        if (names.size() < 2) {
            throw new ParameterException(
                    spec.commandLine(),
                    "FILE: " + names.getFirst()
                            + " alone (expected: the files that are read, and the one that is written)");
        }
        List<String> read = names.subList(0, names.size() - 1);
        String written = names.getLast();
        NamedFiles named = new NamedFiles(spec).read(read).written("FILE", written);
        OutputFiles output = files.of("FILE", written, named.besides("FILE"), FormatNames.of(written));
        Selection selected = selection.selection(read, from);
        PrintWriter err = spec.commandLine().getErr();
        Conversion conversion = new Conversion(output, terms(read.size()), selected);
        try {
            conversion.run(
                    onOpen -> merge ? SavefileSeries.byTime(read, onOpen) : SavefileSeries.inTurn(read, onOpen), quiet);
        } finally {
            if (!quiet) {
                err.print(conversion.told());
                err.flush();
            }
        }
        return 0;
    }

    private long shift() {
        try {
            return Times.seconds(String.valueOf(shift));
        } catch (IllegalArgumentException e) {
            throw OptionNames.complaint(spec, "--time-shift", Complaint.oneLine(e));
        }
    }

    private Terms terms(int filesRead) {
        if (micro && nano) {
            throw new ParameterException(spec.commandLine(), "--micro: beside --nano (expected: one of them)");
        }
        if (snaplen != null && snaplen < 1) {
            throw OptionNames.complaint(spec, "-s", snaplen + " (expected: at least 1)");
        }
        ChronoUnit unit = micro ? ChronoUnit.MICROS : nano ? ChronoUnit.NANOS : null;
        return new Terms(
                snaplen == null ? Integer.MAX_VALUE : snaplen,
                unit,
                merge && filesRead > 1,
                SavefileHandler.sectionOptions(),
                shift == null ? 0 : shift(),
                strictTime);
    }
}
