package io.millrace;

import io.millrace.ledger.IncidentTally;
import io.millrace.savefile.InterfaceDescription;
import io.millrace.savefile.OptionCode;
import io.millrace.savefile.Options;
import io.millrace.savefile.PcapngWriter;
import io.millrace.savefile.SavefileException;
import io.millrace.savefile.SavefileFormat;
import io.millrace.savefile.SavefileReader;
import io.millrace.savefile.SavefileTarget;
import io.millrace.savefile.Section;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The savefile of packets that failed for good, each with the reason as its comment. For any thread: all is guarded by this
 * object's monitor.
 *
 * <p>Each packet is given to the system at once, so that the end of the process costs none. If writing fails, that is told
 * once; the file is cut behind the last whole packet, and those that fail later are counted as failed only. A file that is there
 * is somebody's work still to be done: a section is added to it.
 *
 * <p>The stream is none that a channel is behind: threads that write may be interrupted at any time, and a channel would be
 * closed by that.
 */
final class DeadLetters implements AutoCloseable {
    private final FileOutputStream file;
    /** How long the file was. */
    private final long before;

    private final PcapngWriter writer;
    /** The interfaces that were described in it. */
    private final Map<InterfaceDescription, Integer> numbers = new HashMap<>();

    private final IncidentTally incidents;
    private final Consumer<String> onWarning;
    private boolean over;

    private DeadLetters(Path path, InterfaceDescription first, IncidentTally incidents, Consumer<String> onWarning)
            throws IOException {
        this.incidents = incidents;
        this.onWarning = onWarning;
        before = lengthOf(path);
        file = new FileOutputStream(path.toFile(), true);
        writer = PcapngWriter.open(
                SavefileTarget.stream(file, path.toString()),
                Section.of(Options.NONE
                        .with(OptionCode.SHB_USERAPPL, "Millrace")
                        .with(OptionCode.COMMENT, "packets whose handler failed; the comment of each says why")));
        numbers.put(first, writer.describe(first.withUnit(ChronoUnit.NANOS)));
        writer.flush();
    }

    /**
     * Begins a file, or goes on with one.
     *
     * @throws CaptureException if it cannot be written, or what is there is no such file
     */
    static DeadLetters open(
            Path file, InterfaceDescription first, IncidentTally incidents, Consumer<String> onWarning) {
        try {
            return new DeadLetters(file, first, incidents, onWarning);
        } catch (SavefileException e) {
            throw new CaptureException("deadLetter: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new CaptureException(
                    "deadLetter: " + e.getMessage() + " (expected: a file in a folder that exists and can be written)",
                    e);
        }
    }

    /** What is added to a damaged file would never be read: so all of it is looked at. */
    private static long lengthOf(Path path) {
        if (path.toFile().length() == 0) { // or there is none
            return 0;
        }
        try (SavefileReader reader = SavefileReader.open(path)) {
            boolean fits = reader.format() == SavefileFormat.PCAPNG;
            while (fits && reader.next()) {
                // goes on
            }
            if (!fits) {
                throw new CaptureException(
                        "deadLetter: " + path + " is there, and is not pcapng (move it away, or choose another name)");
            }
        } catch (SavefileException e) {
            throw new CaptureException(
                    "deadLetter: " + e.getMessage() + "; nothing can be added (move it away, or choose another name)",
                    e);
        }
        return path.toFile().length();
    }

    /** Writes a packet and why it failed. */
    synchronized void write(Packet packet, String reason) {
        if (over) {
            return;
        }
        try {
            writer.write(
                    number(packet.packetInterface()),
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
            cut();
            onWarning.accept("dead letters: " + e.getMessage() + "; packets that fail from now on are counted only");
        }
    }

    private int number(InterfaceDescription described) {
        Integer known = numbers.get(described);
        if (known == null) {
            known = writer.describe(described.withUnit(ChronoUnit.NANOS));
            numbers.put(described, known);
        }
        return known;
    }

    private void cut() {
        try {
            file.getChannel().truncate(before + writer.bytes());
        } catch (IOException e) {
            // A reader finds everything before the damage.
        }
    }

    /** Ends the file; what fails later, in handlers that were given up, is not written. */
    @Override
    public synchronized void close() {
        boolean failed = over;
        over = true;
        try (file) {
            writer.close();
        } catch (IOException | SavefileException e) {
            if (!failed) {
                onWarning.accept("dead letters: " + e.getMessage());
            }
        }
    }
}
