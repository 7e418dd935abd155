package io.millrace.cli;

import io.millrace.Savefile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code millrace capture}: live packets from a device, given to a handler. */
final class CaptureCommand extends PacketCommand {
    private @Nullable String file;
    private List<String> filter = List.of();

    CaptureCommand(Options options, Main root) {
        super(options, root);
        options.describe(
                "Capture live packets and give each to a handler, however slow.",
                "",
                "Ctrl-C stops taking packets, handles what is queued, and prints the ledger; a second one ends at once.",
                "Example: millrace capture -i eth0 --handler sleep:1ms --workers virtual:1000 udp port 53");
        options.value(
                "-r", "FILE", String.class, word -> file = word, "Read a savefile instead, as `millrace read` does.");
        options.words(
                0,
                "FILTER",
                words -> filter = words,
                "Which packets, in libpcap's language (pcap-filter(7)). Put -- before a filter that begins"
                        + " with a dash.");
    }

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
