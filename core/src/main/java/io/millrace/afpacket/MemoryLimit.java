package io.millrace.afpacket;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Refuses a ring that the machine has no memory for. The kernel would try: it would take page after page, and have its
 * OOM killer end other processes to get more, before it gave up.
 */
final class MemoryLimit {
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final String AVAILABLE = "MemAvailable:";
    private static final long KIB = 1024;

    private MemoryLimit() {}

    /**
     * Does nothing if at least a quarter of the available memory would be left, or nobody tells how much that is.
     *
     * @throws AfPacketException otherwise
     */
    static void check(long bytes) {
        long available = available();
        if (bytes > available / 4 * 3) {
            throw new AfPacketException("cannot set up a ring of " + bytes + " bytes: only " + available
                    + " bytes of memory are available; ask for a smaller buffer");
        }
    }

    private static long available() {
        try {
            for (String line : Files.readAllLines(MEMORY)) {
                if (line.startsWith(AVAILABLE)) {
                    String number = line.substring(AVAILABLE.length(), line.lastIndexOf(" kB"))
                            .strip();
                    return Long.parseLong(number) * KIB;
                }
            }
        } catch (IOException e) {
            return Long.MAX_VALUE; // no /proc
        }
        return Long.MAX_VALUE;
    }
}
