package io.millrace.cli;

import io.millrace.Savefile;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace capture}: live packets from a device, given to a handler. */
@Command(
        name = "capture",
        description = "Capture live packets and give each to a handler, however slow.",
        versionProvider = Version.class,
        addMethodSubcommands = false,
        sortOptions = false,
        footer = {
            "",
            "Ctrl-C stops taking packets, handles what is queued, and prints the ledger; a second one ends at once.",
            "Example: millrace capture -i eth0 --handler sleep:1ms --workers virtual:1000 udp port 53"
        })
final class CaptureCommand extends PacketCommand {
    @Option(names = "-r", paramLabel = "FILE", description = "Read a savefile instead, as `millrace read` does.")
    private @Nullable String file;

    @Parameters(
            arity = "0..*",
            paramLabel = "FILTER",
            description = "Which packets, in libpcap's language (pcap-filter(7)). Put -- before a filter that begins"
                    + " with a dash.")
    private List<String> filter = List.of();

    CaptureCommand() {}

    @Override
    @Nullable
    Savefile savefile() {
        return file == null ? null : new Savefile(file);
    }

    @Override
    List<String> filterWords() {
        return filter;
    }
}
