package io.millrace.bench.rival;

import io.millrace.PacketHandler;
import io.millrace.protocol.Linktype;
import io.millrace.savefile.InterfaceDescription;
import io.millrace.savefile.Options;
import io.millrace.savefile.PcapWriter;
import io.millrace.savefile.SavefileReader;
import io.millrace.savefile.SavefileTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;

/** A savefile that packets are written to, by one worker at a time, and that is read again to see that they are in it. */
final class WrittenFile implements AutoCloseable {
    private static final int SNAPLEN = 262_144;

    private final Path file;
    private final PcapWriter writer;

    private WrittenFile(Path file) {
        this.file = file;
        writer = PcapWriter.open(
                SavefileTarget.file(file),
                InterfaceDescription.of(Linktype.EN10MB, SNAPLEN, ChronoUnit.NANOS, Options.NONE));
    }

    /** Begins one, where temporary files are. */
    static WrittenFile begin() throws IOException {
        return new WrittenFile(Files.createTempFile("millrace-bench", ".pcap"));
    }

    /** A handler that writes each packet before another one has it. */
    PacketHandler before(PacketHandler next) {
        return packet -> {
            packet.writeTo(writer, 0);
            next.handle(packet);
        };
    }

    /** Ends it; no worker writes any more. */
    void end() {
        writer.close();
    }

    /** Where it is, once it was ended. */
    Path path() {
        return file;
    }

    /**
     * Sees to it that a savefile is whole.
     *
     * @throws IllegalStateException if it does not have so many packets
     */
    static void require(Path file, long packets) {
        long found = 0;
        try (SavefileReader reader = SavefileReader.open(file)) {
            while (reader.next()) {
                found++;
            }
        }
        if (found != packets) {
            throw new IllegalStateException(file + " has " + found + " packets (expected: " + packets + ")");
        }
    }

    @Override
    public void close() throws IOException {
        try {
            writer.close();
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".part")); // if it could not be written
        }
    }
}
