package io.millrace.cli;

import io.millrace.Savefile;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace read}: the packets of a savefile, given to a handler. */
@Command(
        name = "read",
        description = "Read savefiles and give each packet to a handler, however slow.",
        versionProvider = Version.class,
        addMethodSubcommands = false,
        sortOptions = false,
        footer = {
            "",
            "Options that concern a device have no effect, as with tcpdump -r.",
            "Example: millrace read trace.pcap -nn -v udp port 53"
        })
final class ReadCommand extends PacketCommand {
    @Spec
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE... [FILTER...]",
            hideParamSyntax = true,
            description =
                    "Savefiles, pcap or pcapng, read in this order; - is standard input. Then which packets, in libpcap's"
                            + " language (pcap-filter(7)). The filter begins at the first word that names no file; put -- before it"
                            + " to be sure.")
    private List<String> words = List.of();

    @Option(names = "--merge", description = "Merge the files by time, instead of reading one after the other.")
    private boolean merge;

    @Option(names = "--pace", description = "Take packets at the intervals at which they were captured.")
    private boolean pace;

    @Option(names = "--speed", paramLabel = "X", description = "With the original pace, but X times as fast.")
    private @Nullable String speed;

    @Option(names = "--follow", description = "Wait for more at the end of the file, as it grows; Ctrl-C ends it.")
    private boolean follow;

    ReadCommand() {}

    @Override
    Savefile savefile() {
        List<String> files = parted().files();
        if (follow && files.size() > 1) {
            throw OptionNames.complaint(spec, "--follow", "with " + files.size() + " files (expected: one file)");
        }
        return new Savefile(
                files,
                follow,
                merge,
                speed == null ? (pace ? 1 : Savefile.UNPACED) : Speeds.of(spec, "--speed", speed));
    }

    private FileWords parted() {
        return FileWords.of(words, spec.commandLine().getParseResult().originalArgs());
    }

    @Override
    List<String> filterWords() {
        return parted().filter();
    }
}
