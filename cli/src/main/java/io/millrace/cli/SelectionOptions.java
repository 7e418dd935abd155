package io.millrace.cli;

import io.millrace.pcap.LinktypeFilter;
import io.millrace.protocol.Linktype;
import io.millrace.savefile.SavefileException;
import io.millrace.savefile.SavefileFormat;
import io.millrace.savefile.SavefileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Which packets of savefiles are meant. */
final class SelectionOptions {
    private static final int MOST_COMPARED = 1_000_000;

    private final CommandSpec spec;
    private @Nullable String filter;
    private @Nullable Path filterFile;
    private @Nullable String ranges;
    private @Nullable String from;
    private @Nullable String to;
    private @Nullable Long count;
    private @Nullable Integer compared;
    private @Nullable Duration within;

    SelectionOptions(Options options) {
        spec = options.spec();
        options.value(
                "--filter",
                "FILTER",
                String.class,
                word -> filter = word,
                "Only packets that match, in libpcap's language (pcap-filter(7)).");
        options.value(
                "-F",
                "FILE",
                Path.class,
                word -> filterFile = word,
                "Read the filter from a file; # begins a comment.");
        options.value(
                "--range",
                "RANGES",
                String.class,
                word -> ranges = word,
                "Only packets of these numbers: 1-100,250,1000- and so on. The first is 1.");
        options.value(
                "--from",
                "TIME",
                String.class,
                word -> from = word,
                "Only packets from this time on: 2026-11-25T10:00:00.5, with Z for UTC, or seconds since 1970.");
        options.value("--to", "TIME", String.class, word -> to = word, "Only packets before this time.");
        options.value("-c", "N", Long.class, word -> count = word, "End after N packets.");
        options.value(
                "--deduplicate",
                "N",
                Integer.class,
                word -> compared = word,
                "Leave out packets that are the same, to the byte, as one of the N before.");
        options.value(
                "--deduplicate-within",
                "D",
                Duration.class,
                word -> within = word,
                "Leave out packets that are the same, to the byte, as one of so short a time before: 1ms, 100us.");
    }

    /**
     * What is meant.
     *
     * @param files what is read; the filter is compiled for their link types
     * @param ofInterface a name, or a number, of the interface whose packets are meant; null for all
     * @throws IOException if the file of the filter cannot be read
     */
    Selection selection(List<String> files, @Nullable String ofInterface) throws IOException {
        if (count != null && count < 1) {
            throw OptionNames.complaint(spec, "-c", count + " (expected: at least 1)");
        }
        if (compared != null && (compared < 1 || compared > MOST_COMPARED)) {
            throw OptionNames.complaint(spec, "--deduplicate", compared + " (expected: 1 to " + MOST_COMPARED + ")");
        }
        return new Selection(
                filter(files),
                ranges == null ? PacketRanges.ALL : parsed("--range", ranges, PacketRanges::parse),
                from == null ? Long.MIN_VALUE : parsed("--from", from, Times::nanos),
                to == null ? Long.MAX_VALUE : parsed("--to", to, Times::nanos),
                count == null ? Long.MAX_VALUE : count,
                duplicates(),
                ofInterface == null ? null : choice(files, ofInterface));
    }

    /**
     * What cannot be in the files is to be told before they are read; where there is a pcapng file it may be described
     * anywhere.
     */
    private static InterfaceChoice choice(List<String> files, String name) {
        InterfaceChoice choice = new InterfaceChoice(name);
        boolean possible = choice.isOfPcap();
        for (String file : files) {
            possible = possible || !isPcap(file);
        }
        if (!possible) {
            throw new SavefileException(choice.missing());
        }
        return choice;
    }

    private static boolean isPcap(String file) {
        if (!Files.isRegularFile(Path.of(file))) {
            return false;
        }
        try (SavefileReader reader = SavefileReader.named(file)) {
            return reader.format() == SavefileFormat.PCAP;
        }
    }

    private @Nullable Duplicates duplicates() {
        if (compared != null && within != null) {
            throw OptionNames.complaint(spec, "--deduplicate", "beside --deduplicate-within (expected: one of them)");
        }
        if (within != null) {
            return Duplicates.within(within.toNanos(), MOST_COMPARED);
        }
        return compared == null ? null : Duplicates.among(compared);
    }

    private interface Parser<T> {
        T parse(String text);
    }

    private <T> T parsed(String option, String text, Parser<T> parser) {
        try {
            return parser.parse(text);
        } catch (IllegalArgumentException e) {
            throw OptionNames.complaint(spec, option, Complaint.oneLine(e));
        }
    }

    private @Nullable LinktypeFilter filter(List<String> files) throws IOException {
        String expression = filterFile != null ? FilterFile.read(filterFile) : filter == null ? "" : filter.strip();
        return expression.isEmpty() ? null : new LinktypeFilter(expression, linktypes(files), this::warn);
    }

    /**
     * A mistake in the filter is to be told before anything is written; what is no file has to be taken for Ethernet until
     * then.
     */
    private static List<Integer> linktypes(List<String> files) {
        Set<Integer> types = new LinkedHashSet<>();
        for (String file : files) {
            if (Files.isRegularFile(Path.of(file))) {
                try (SavefileReader reader = SavefileReader.named(file)) {
                    boolean _ = reader.findInterface();
                    reader.interfaces().forEach(described -> types.add(described.linktype()));
                }
            }
        }
        return types.isEmpty() ? List.of(Linktype.EN10MB) : List.copyOf(types);
    }

    private void warn(String warning) {
        spec.commandLine().getErr().println("millrace: warning: " + warning);
    }
}
