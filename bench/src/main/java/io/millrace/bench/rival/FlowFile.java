package io.millrace.bench.rival;

import io.millrace.savefile.InterfaceDescription;
import io.millrace.savefile.Options;
import io.millrace.savefile.PcapWriter;
import io.millrace.savefile.SavefileTarget;
import io.millrace.testbed.FlowTraffic;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;

/**
 * A savefile of {@link FlowTraffic}: pcap in native byte order, Ethernet, with microseconds, which is what every reader reads
 * fastest. Closing removes it.
 *
 * @param packets how many there are
 * @param flows how many flows they are of, which take turns
 * @param frameBytes length of each, captured and on the wire
 */
public record FlowFile(Path path, long packets, int flows, int frameBytes) implements AutoCloseable {
    private static final int SNAPLEN = 262_144;
    private static final long BEGIN_NANOS = 1_700_000_000_000_000_000L;
    private static final long NANOS_BETWEEN = 1_000;

    /**
     * Writes it.
     *
     * @throws io.millrace.savefile.SavefileException if it cannot be written
     */
    public static FlowFile write(Path path, long packets, int flows, int frameBytes) {
        FlowTraffic traffic = new FlowTraffic(flows, frameBytes);
        try (Arena arena = Arena.ofConfined();
                PcapWriter writer = PcapWriter.open(
                        SavefileTarget.file(path),
                        InterfaceDescription.of(1, SNAPLEN, ChronoUnit.MICROS, Options.NONE))) {
            MemorySegment frame = arena.allocate(frameBytes);
            for (long i = 0; i < packets; i++) {
                traffic.writeNext(frame);
                writer.write(0, BEGIN_NANOS + i * NANOS_BETWEEN, frame, 0, frameBytes, frameBytes);
            }
        }
        return new FlowFile(path, packets, flows, frameBytes);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
