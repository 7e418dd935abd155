package io.millrace;

import io.millrace.ledger.IncidentTally;
import io.millrace.savefile.InterfaceDescription;
import io.millrace.savefile.OptionCode;
import io.millrace.savefile.Options;
import io.millrace.savefile.PcapngWriter;
import io.millrace.savefile.SavefileException;
import io.millrace.savefile.SavefileTarget;
import io.millrace.savefile.Section;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/**
 * The savefile of packets that failed for good, each with the reason as its comment. For any thread: all is guarded by this
 * object's monitor.
 *
 * <p>Each packet is given to the system at once, in one write, so that the end of the process costs none. If writing fails, that
 * is told once; the file stays whole, and packets that fail later are counted as failed only.
 */
final class DeadLetters implements AutoCloseable {
    private final PcapngWriter writer;
    private final IncidentTally incidents;
    private final Consumer<String> onWarning;
    private boolean over;

    private DeadLetters(PcapngWriter writer, IncidentTally incidents, Consumer<String> onWarning) {
        this.writer = writer;
        this.incidents = incidents;
        this.onWarning = onWarning;
    }

    /**
     * Begins a file.
     *
     * @throws CaptureException if it cannot be written, or there is one that has something in it
     */
    static DeadLetters open(
            Path file, String source, int linktype, IncidentTally incidents, Consumer<String> onWarning) {
        requireNew(file);
        try {
            PcapngWriter writer = PcapngWriter.open(
                    SavefileTarget.file(file).withNameAtOnce(),
                    Section.of(Options.NONE
                            .with(OptionCode.SHB_USERAPPL, "Millrace")
                            .with(OptionCode.COMMENT, "packets whose handler failed; the comment of each says why")));
            writer.describe(InterfaceDescription.of(
                    linktype,
                    CaptureBuilder.MAX_SNAPLEN,
                    ChronoUnit.NANOS,
                    Options.NONE.with(OptionCode.IF_NAME, source)));
            writer.flush();
            return new DeadLetters(writer, incidents, onWarning);
        } catch (SavefileException e) {
            throw new CaptureException("deadLetter: " + e.getMessage(), e);
        }
    }

    /** Dead letters of an earlier run are somebody's work still to be done. */
    private static void requireNew(Path file) {
        try {
            if (Files.exists(file) && Files.size(file) > 0) {
                throw new CaptureException(
                        "deadLetter: " + file + " is there already (move it away, or choose another name)");
            }
        } catch (IOException e) {
            throw new CaptureException("deadLetter: " + file + ": cannot be written: " + e.getMessage(), e);
        }
    }

    /** Writes a packet and why it failed. */
    synchronized void write(Packet packet, String reason) {
        if (over) {
            return;
        }
        try {
            writer.write(
                    0,
                    packet.timestampNanos(),
                    MemorySegment.ofArray(packet.bytes()),
                    0,
                    packet.caplen(),
                    packet.len(),
                    Options.NONE.with(OptionCode.COMMENT, reason));
            writer.flush();
            incidents.deadLettered();
        } catch (SavefileException e) {
            over = true;
            onWarning.accept("dead letters: " + e.getMessage() + "; packets that fail from now on are only counted");
        }
    }

    /** Ends the file; what fails later, in handlers that were given up, is not written. */
    @Override
    public synchronized void close() {
        boolean failed = over;
        over = true;
        try {
            writer.close();
        } catch (SavefileException e) {
            if (!failed) {
                onWarning.accept("dead letters: " + e.getMessage());
            }
        }
    }
}
