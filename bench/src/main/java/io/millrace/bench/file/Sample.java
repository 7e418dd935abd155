package io.millrace.bench.file;

import io.millrace.bench.Totals;
import io.millrace.savefile.InterfaceDescription;
import io.millrace.savefile.Options;
import io.millrace.savefile.PcapWriter;
import io.millrace.savefile.PcapngWriter;
import io.millrace.savefile.SavefileFormat;
import io.millrace.savefile.SavefileReader;
import io.millrace.savefile.SavefileTarget;
import io.millrace.savefile.SavefileWriter;
import io.millrace.savefile.Section;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.Random;

/** A savefile of packets of one length, which lies in the page cache, and what is needed to write it again. */
final class Sample implements AutoCloseable {
    private static final long NANOS_BETWEEN = 1_000;
    private static final int SNAPLEN = 262_144;
    private static final int RECORD_BYTES = 64;

    /** Small enough for a processor's second cache, where packets are that come from the queue. */
    private static final int NEAR_BYTES = 1 << 18;

    /** Larger than a compression looks back, which would find every packet again. */
    private static final int FAR_BYTES = 16 << 20;

    private final Path path;
    private final SavefileFormat format;
    private final int packets;
    private final int bytes;
    private final int poolBytes;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment pool;

    private Sample(Path path, SavefileFormat format, int packets, int bytes) {
        this.path = path;
        this.format = format;
        this.packets = packets;
        this.bytes = bytes;
        poolBytes = path.toString().endsWith(".zst") ? FAR_BYTES : NEAR_BYTES;
        pool = arena.allocate((long) poolBytes + bytes);
        fill(pool);
    }

    /**
     * One that is written now, in a folder, compressed if its extension says so.
     *
     * @param bytes how long each packet is
     */
    static Sample written(Path folder, String extension, SavefileFormat format, int packets, int bytes)
            throws IOException {
        Sample sample = new Sample(Files.createTempFile(folder, "sample", extension), format, packets, bytes);
        sample.write(sample.path);
        return sample;
    }

    Path path() {
        return path;
    }

    /** What there is to be read. */
    Totals totals() {
        return new Totals(packets, (long) packets * bytes);
    }

    /** Writes it anew to another path. */
    Totals write(Path to) {
        try (SavefileWriter writer = open(to)) {
            for (int i = 0; i < packets; i++) {
                long at = ((long) i * RECORD_BYTES)
                        & (poolBytes - 1); // to divide takes longer than to write a packet's header
                writer.write(0, i * NANOS_BETWEEN, pool, at, bytes, bytes);
            }
            return new Totals(writer.packets(), writer.packets() * bytes);
        }
    }

    /** Bytes as packets have them: a quarter always the same, a quarter of a few values, half of many. */
    private static void fill(MemorySegment frames) {
        Random random = new Random(1);
        for (long i = 0; i < frames.byteSize(); i++) {
            long place = i % RECORD_BYTES;
            int values = place < RECORD_BYTES / 4 ? 1 : place < RECORD_BYTES / 2 ? 8 : 128;
            frames.set(ValueLayout.JAVA_BYTE, i, (byte) random.nextInt(values));
        }
    }

    /** Copies each packet to another file. */
    Totals copy(Path to) {
        Totals read;
        try (SavefileReader reader = SavefileReader.open(path);
                SavefileWriter writer = open(to)) {
            long copied = 0;
            while (reader.next()) {
                copied += reader.caplen();
                writer.write(
                        0, reader.timestampNanos(), reader.memory(), reader.offset(), reader.caplen(), reader.len());
            }
            read = new Totals(writer.packets(), copied);
        }
        return read;
    }

    /** Reads it to its end. */
    Totals read() {
        long count = 0;
        long captured = 0;
        try (SavefileReader reader = SavefileReader.open(path)) {
            while (reader.next()) {
                count++;
                captured += reader.caplen();
            }
        }
        return new Totals(count, captured);
    }

    private SavefileWriter open(Path to) {
        SavefileTarget target = SavefileTarget.file(to).compressedByName();
        InterfaceDescription description = InterfaceDescription.of(1, SNAPLEN, ChronoUnit.NANOS, Options.NONE);
        if (format == SavefileFormat.PCAP) {
            return PcapWriter.open(target, description);
        }
        PcapngWriter writer = PcapngWriter.open(target, Section.of(Options.NONE));
        writer.describe(description);
        return writer;
    }

    @Override
    public void close() throws IOException {
        arena.close();
        Files.deleteIfExists(path);
    }
}
