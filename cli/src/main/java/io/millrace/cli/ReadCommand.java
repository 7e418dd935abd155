package io.millrace.cli;

import io.millrace.Savefile;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace read}: the packets of a savefile, given to a handler. */
@Command(
        name = "read",
        description = "Read a savefile and give each packet to a handler, however slow.",
        versionProvider = Version.class,
        sortOptions = false,
        footer = {
            "",
            "Options that concern a device have no effect, as with tcpdump -r.",
            "Example: millrace read trace.pcap -nn -v udp port 53"
        })
final class ReadCommand extends PacketCommand {
    @Parameters(index = "0", paramLabel = "FILE", description = "A savefile, pcap or pcapng; - is standard input.")
    @SuppressWarnings("NullAway.Init") // picocli demands it
    private String file;

    @Option(names = "--follow", description = "Wait for more at the end of the file, as it grows; Ctrl-C ends it.")
    private boolean follow;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "FILTER",
            description = "Which packets, in libpcap's language (pcap-filter(7)).")
    private List<String> filter = List.of();

    ReadCommand() {}

    @Override
    Savefile savefile() {
        return new Savefile(file, follow);
    }

    @Override
    List<String> filterWords() {
        return filter;
    }
}
