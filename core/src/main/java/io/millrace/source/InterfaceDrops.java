package io.millrace.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Packets that a device lost before the kernel saw them, since this was made. The column "drop" of
 * {@code /proc/net/dev} is {@code rx_dropped + rx_missed_errors} of the device's statistics; unlike {@code /sys} it is
 * always of our own network. Every capture on the device sees the same losses. For any thread.
 */
final class InterfaceDrops {
    private static final Path DEVICES = Path.of("/proc/net/dev");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final int DROP_COLUMN = 3; // after bytes, packets, errs

    private final String device;
    private final long before;
    private long latest;

    InterfaceDrops(String device) {
        this.device = device;
        before = total();
        latest = before;
    }

    /** The losses so far, or {@link KernelCounts#ABSENT}; those last seen if the device is gone. */
    synchronized long count() {
        long now = total();
        if (now != KernelCounts.ABSENT) {
            latest = now;
        }
        return before == KernelCounts.ABSENT ? KernelCounts.ABSENT : latest - before;
    }

    private long total() {
        try {
            for (String line : Files.readAllLines(DEVICES)) {
                String text = line.strip();
                if (text.startsWith(device + ":")) {
                    String[] columns =
                            BLANKS.split(text.substring(device.length() + 1).strip(), -1);
                    return Long.parseLong(columns[DROP_COLUMN]);
                }
            }
        } catch (IOException e) {
            return KernelCounts.ABSENT; // no /proc: the platform does not tell
        }
        return KernelCounts.ABSENT;
    }
}
