package io.millrace.cli.names;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What Ethernet addresses are called, by the system's {@code ethers(5)}. */
final class EthernetNames {
    private static final Path FILE = Path.of("/etc/ethers");
    private static final Pattern LINE =
            Pattern.compile("\\s*([0-9A-Fa-f]{1,2}(?::[0-9A-Fa-f]{1,2}){5})\\s+([^\\s#]+)(?:[\\s#].*)?");
    private static final long BROADCAST = 0xffff_ffff_ffffL;

    private final Map<Long, String> names = new HashMap<>();

    private EthernetNames() {}

    /** Those of this system; none if it has no such file. */
    static EthernetNames ofSystem() {
        try {
            return of(Files.readAllLines(FILE, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return of(List.of());
        }
    }

    /** Those that these lines name, and that of the broadcast address; lines of another form are passed over. */
    static EthernetNames of(List<String> lines) {
        EthernetNames all = new EthernetNames();
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches() && HostText.isPlain(matcher.group(2))) {
                all.names.putIfAbsent(address(matcher.group(1)), matcher.group(2));
            }
        }
        all.names.putIfAbsent(BROADCAST, "Broadcast");
        return all;
    }

    private static long address(String text) {
        long address = 0;
        for (String octet : text.split(":", -1)) {
            address = address << 8 | Integer.parseInt(octet, 16);
        }
        return address;
    }

    /** The name of an address, given as the low 48 bits; null if it has none. */
    @Nullable
    String of(long address) {
        return names.get(address);
    }
}
