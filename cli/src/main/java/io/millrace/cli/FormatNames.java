package io.millrace.cli;

import io.millrace.savefile.SavefileFormat;
import java.util.Locale;

/** Which format a file's name promises. */
final class FormatNames {
    private FormatNames() {}

    /** pcap where the name ends so, before what tells its compression; otherwise pcapng. */
    static SavefileFormat of(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceFirst("\\.(gz|zst|lz4)$", "");
        return plain.endsWith(".pcap") || plain.endsWith(".cap") ? SavefileFormat.PCAP : SavefileFormat.PCAPNG;
    }
}
