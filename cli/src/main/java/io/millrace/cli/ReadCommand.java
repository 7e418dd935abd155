package io.millrace.cli;

import io.millrace.Savefile;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code millrace read}: the packets of a savefile, given to a handler. */
final class ReadCommand extends PacketCommand {
    private final CommandSpec spec;
    private List<String> words = List.of();
    private boolean merge;
    private boolean pace;
    private @Nullable String speed;
    private boolean follow;

    ReadCommand(Options options, Main root) {
        super(options, root);
        spec = options.spec();
        options.describe(
                "Read savefiles and give each packet to a handler, however slow.",
                "",
                "Options that concern a device have no effect, as with tcpdump -r.",
                "Example: millrace read trace.pcap -nn -v udp port 53");
        options.wordsAsLabelled(
                1,
                "FILE... [FILTER...]",
                given -> words = given,
                "Savefiles, pcap or pcapng, read in this order; - is standard input. Then which packets, in libpcap's"
                        + " language (pcap-filter(7)). The filter begins at the first word that names no file; put -- before it"
                        + " to be sure.");
        options.flag(
                "--merge", given -> merge = given, "Merge the files by time, instead of reading one after the other.");
        options.flag("--pace", given -> pace = given, "Take packets at the intervals at which they were captured.");
        options.value(
                "--speed", "X", String.class, word -> speed = word, "With the original pace, but X times as fast.");
        options.flag(
                "--follow",
                given -> follow = given,
                "Wait for more at the end of the file, as it grows; Ctrl-C ends it.");
    }

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
