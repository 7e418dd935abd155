package io.millrace.testbed;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What this process occupies, as the kernel and the JVM tell.
 *
 * @param residentKib memory of any kind that is in use
 * @param heapKib objects that are held
 */
record Footprint(long residentKib, long heapKib, int descriptors, int threads) {
    static Footprint now() throws IOException {
        long heapKib = HeapMeter.heldBytes() >> 10;
        return new Footprint(resident(), heapKib, entries("/proc/self/fd"), entries("/proc/self/task"));
    }

    private static long resident() throws IOException {
        String line = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(each -> each.startsWith("VmRSS:"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.replaceAll("\\D", ""));
    }

    private static int entries(String folder) {
        String[] names = new File(folder).list();
        return names == null ? 0 : names.length;
    }

    Footprint since(Footprint before) {
        return new Footprint(
                residentKib - before.residentKib,
                heapKib - before.heapKib,
                descriptors - before.descriptors,
                threads - before.threads);
    }

    /** What {@link #toString} wrote. */
    static Footprint parse(String text) {
        String[] numbers = text.replaceAll("[^-\\d,]", "").split(",", -1);
        return new Footprint(
                Long.parseLong(numbers[0]),
                Long.parseLong(numbers[1]),
                Integer.parseInt(numbers[2]),
                Integer.parseInt(numbers[3]));
    }
}
