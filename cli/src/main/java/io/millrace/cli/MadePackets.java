package io.millrace.cli;

import io.millrace.protocol.Linktype;
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

/** A temporary savefile of made-up packets, UDP of many flows, for what is to be tried without a wire. */
final class MadePackets implements AutoCloseable {
    private static final int FLOWS = 1_000;
    private static final long MOST_BYTES = 32 << 20;
    private static final long MOST_PACKETS = 200_000;
    private static final int SNAPLEN = 262_144;

    private final Path file;

    private MadePackets(Path file) {
        this.file = file;
    }

    /** Makes packets of about so many bytes. */
    static MadePackets of(double meanBytes) throws IOException {
        int length = Math.clamp(Math.round(meanBytes), FlowTraffic.LEAST_FRAME_BYTES, FlowTraffic.MOST_FRAME_BYTES);
        FlowTraffic traffic = new FlowTraffic(FLOWS, length);
        MadePackets made = new MadePackets(Files.createTempFile("millrace-plan", ".pcap"));
        SavefileTarget target = SavefileTarget.file(made.file).withNameAtOnce();
        InterfaceDescription description =
                InterfaceDescription.of(Linktype.EN10MB, SNAPLEN, ChronoUnit.NANOS, Options.NONE);
        try (PcapWriter writer = PcapWriter.open(target, description);
                Arena arena = Arena.ofConfined()) {
            MemorySegment frame = arena.allocate(FlowTraffic.MOST_FRAME_BYTES);
            for (long i = Math.min(MOST_PACKETS, MOST_BYTES / length); i > 0; i--) {
                traffic.writeNext(frame);
                writer.write(0, i, frame, 0, length, length);
            }
        } catch (RuntimeException e) {
            made.close();
            throw e;
        }
        return made;
    }

    Path file() {
        return file;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
