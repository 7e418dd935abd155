package io.millrace.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file of the spool, and what is known of its packets: written, then read back, then done; then it is deleted. */
final class Segment {
    final Path file;
    final Progress progress;

    /** Null if an earlier capture wrote it: how many packets it has is then known when they have been read. */
    final @Nullable Ages ages;

    /** The numbers, in the capture that writes it, of the interfaces that it describes. */
    final List<Integer> interfaces = new ArrayList<>();

    /** How long the file is. */
    long bytes;

    /** How many of its packets are where they can be read. */
    int written;

    /** Whether some stand for others, which were shed. */
    boolean hasWeights;

    /** Whether nothing more will be written. */
    boolean sealed;

    /** How many of its packets were read, and were passed over because they were done when it was found. */
    int read;

    int skipped;

    /** Whether nothing more will be read. */
    boolean readOut;

    /** How many packets that were read are done. */
    int done;

    private Segment(Path file, Progress progress, @Nullable Ages ages) {
        this.file = file;
        this.progress = progress;
        this.ages = ages;
    }

    /** A new one. */
    static Segment fresh(Path file) {
        return new Segment(file, Progress.fresh(SpoolFolder.progressOf(file)), new Ages());
    }

    /**
     * One that an earlier capture left.
     *
     * @throws SpoolException if what belongs to it cannot be understood
     */
    static Segment left(Path file) {
        Segment segment = new Segment(file, Progress.read(SpoolFolder.progressOf(file)), null);
        segment.bytes = file.toFile().length();
        segment.sealed = true;
        return segment;
    }

    /** Enters that one more packet is where it can be read. */
    void arrived(long timestampNanos, long sinceNanos, int weight) {
        Objects.requireNonNull(ages).note(written, timestampNanos, sinceNanos);
        hasWeights |= weight > 1;
        written++;
    }

    /** Whether an earlier capture wrote it. */
    boolean isLeft() {
        return ages == null;
    }

    /** Whether somebody may want something of it: otherwise it can go. */
    boolean isFinished() {
        return sealed && readOut && done == read - skipped;
    }

    /** Deletes it. That its files are gone already is no failure. */
    void delete() throws IOException {
        progress.delete();
        Files.deleteIfExists(file);
    }
}
