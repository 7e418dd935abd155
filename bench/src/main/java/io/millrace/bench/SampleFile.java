package io.millrace.bench;

import io.millrace.pcap.DataLink;
import io.millrace.pcap.PcapDumper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A savefile to read, small enough to stay in the page cache. */
final class SampleFile implements AutoCloseable {
    private static final long NANOS_BETWEEN = 1_000;

    private final Path path;
    private final Totals totals;

    /** Writes so many packets of the same length. */
    SampleFile(int packets, int length) throws IOException {
        path = Files.createTempFile("millrace-bench", ".pcap");
        totals = new Totals(packets, (long) packets * length);
        byte[] frame = new byte[length];
        try (PcapDumper dumper = PcapDumper.open(path, DataLink.EN10MB, 0, true)) {
            for (int i = 0; i < packets; i++) {
                dumper.write(frame, length, i * NANOS_BETWEEN);
            }
        }
    }

    Path path() {
        return path;
    }

    /** What there is to be read. */
    Totals totals() {
        return totals;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
