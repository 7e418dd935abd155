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

/** What ports are called, by the system's {@code services(5)}. Where it names a port twice the first name counts. */
final class Services {
    private static final Path FILE = Path.of("/etc/services");
    private static final Pattern LINE = Pattern.compile("\\s*([^\\s#]+)\\s+(\\d{1,5})/(tcp|udp)(?:[\\s#].*)?");

    private final Map<Integer, String> tcp = new HashMap<>();
    private final Map<Integer, String> udp = new HashMap<>();

    private Services() {}

    /** Those of this system; none if it has no such file. */
    static Services ofSystem() {
        try {
            return of(Files.readAllLines(FILE, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return new Services();
        }
    }

    /** Those that these lines name; lines of another form are passed over. */
    static Services of(List<String> lines) {
        Services services = new Services();
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                Map<Integer, String> names = matcher.group(3).equals("tcp") ? services.tcp : services.udp;
                names.putIfAbsent(Integer.parseInt(matcher.group(2)), matcher.group(1));
            }
        }
        return services;
    }

    String tcp(int port) {
        return name(tcp, port);
    }

    String udp(int port) {
        return name(udp, port);
    }

    private static String name(Map<Integer, String> names, int port) {
        String name = names.get(port);
        return name == null ? Integer.toString(port) : name;
    }
}
