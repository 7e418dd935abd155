package io.millrace.ffi;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where libpcap is found, once per process: the path in the system property {@value #PROPERTY} and nothing else if it is
 * set, otherwise the names that the platforms give it. Ask {@link #problem()} before touching {@link LibPcap}.
 */
public final class LibPcapLookup {
    /** The path of the library to use instead of the platform's own. */
    public static final String PROPERTY = "millrace.libpcap";

    /** The newest function that the bindings cannot do without came with libpcap 1.5 (2013). */
    private static final String NEWEST_REQUIRED = "pcap_set_tstamp_precision";

    private static final List<String> TRIED = new ArrayList<>();
    private static final @Nullable SymbolLookup FOUND = find();

    private LibPcapLookup() {}

    /** Why there is no usable libpcap, in one line with the remedy; null if there is one. */
    public static @Nullable String problem() {
        if (FOUND == null) {
            return "libpcap is not found (looked for: " + String.join(", ", TRIED) + "); " + remedy(Platform.CURRENT);
        }
        if (FOUND.find(NEWEST_REQUIRED).isEmpty()) {
            return "libpcap is older than 1.5: it has no function " + NEWEST_REQUIRED + "; " + remedy(Platform.CURRENT);
        }
        return null;
    }

    /** Whether there is a libpcap, and it has this function. */
    public static boolean has(String function) {
        return FOUND != null && FOUND.find(function).isPresent();
    }

    static SymbolLookup library() {
        if (FOUND == null) {
            throw new UnsupportedOperationException(problem());
        }
        return FOUND;
    }

    private static @Nullable SymbolLookup find() {
        String path = System.getProperty(PROPERTY);
        List<String> candidates = path == null ? names(Platform.CURRENT, System.getenv("SystemRoot")) : List.of(path);
        for (String candidate : candidates) {
            TRIED.add(candidate);
            Optional<SymbolLookup> library = open(candidate);
            if (library.isPresent()) {
                return library.get();
            }
        }
        return null;
    }

    /**
     * Where to look on a platform, in this order.
     *
     * @param systemRoot the folder of Windows; null for the usual one
     */
    static List<String> names(Platform platform, @Nullable String systemRoot) {
        String npcap = (systemRoot == null ? "C:\\Windows" : systemRoot) + "\\System32\\Npcap\\wpcap.dll";
        return switch (platform) {
            case LINUX -> List.of("libpcap.so.0.8", "libpcap.so.1", "libpcap.so");
            case BSD -> List.of("libpcap.so", "libpcap.so.8", "libpcap.so.1");
            case MACOS ->
                List.of(
                        "libpcap.A.dylib",
                        "/usr/lib/libpcap.A.dylib",
                        "/opt/homebrew/opt/libpcap/lib/libpcap.A.dylib",
                        "/usr/local/opt/libpcap/lib/libpcap.A.dylib");
            case WINDOWS -> List.of(npcap, "wpcap.dll");
        };
    }

    /** A candidate with a separator is a path; one without is for the dynamic linker to find. */
    @SuppressWarnings("restricted") // what this package is for
    private static Optional<SymbolLookup> open(String candidate) {
        boolean isPath = candidate.contains("/") || candidate.contains("\\");
        try {
            return Optional.of(
                    isPath
                            ? SymbolLookup.libraryLookup(Path.of(candidate), Arena.global())
                            : SymbolLookup.libraryLookup(candidate, Arena.global()));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // the only way the JDK says that there is no such library
        }
    }

    /** What to install on a platform, or else to set. */
    static String remedy(Platform platform) {
        return switch (platform) {
            case LINUX ->
                "install it (Debian, Ubuntu: apt-get install libpcap0.8; Fedora: dnf install libpcap), set -D"
                        + PROPERTY + "=PATH, or use --source afpacket without a filter, which needs no library";
            case MACOS ->
                "it is part of the system, and `brew install libpcap` has it too; or set -D" + PROPERTY + "=PATH";
            case BSD -> "it is part of the system: set -D" + PROPERTY + "=PATH";
            case WINDOWS -> "install Npcap (https://npcap.com) or set -D" + PROPERTY + "=PATH";
        };
    }
}
