package io.millrace.cli;

import io.millrace.savefile.Durability;
import io.millrace.savefile.SavefileException;
import io.millrace.savefile.SavefileFormat;
import io.millrace.savefile.SavefileTarget;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The savefiles that are written one after the other: what they are, when a new one begins and what it is called, and what is run
 * on each that is whole. Belongs to who writes them.
 */
final class OutputFiles {
    /**
     * What is written.
     *
     * @param names the files' names; null for standard output
     * @param spared what none of the files may be, because it is read, or written for another purpose
     * @param compress the compression; null if the name decides
     * @param maxBytes when a file is full
     * @param maxPackets when a file is full, too
     * @param maxNanos how long a file is written
     * @param maxFiles how many files by time there are; 0 for no end
     * @param durability when what was written is brought to the disk
     * @param command what is run on each file that is whole
     */
    record Plan(
            @Nullable FileNames names,
            List<Path> spared,
            SavefileFormat format,
            @Nullable String compress,
            long maxBytes,
            long maxPackets,
            long maxNanos,
            int maxFiles,
            Durability durability,
            @Nullable String command) {}

    static final String STANDARD_OUTPUT = "standard output";

    private final Plan plan;
    private final Finished finished;
    private @Nullable Path file;
    private long begunNanos;
    private int number;
    private int begun;
    private boolean late;

    OutputFiles(Plan plan) {
        this.plan = plan;
        finished = new Finished(plan.command());
    }

    SavefileFormat format() {
        return plan.format();
    }

    /** How many files were begun. */
    int begun() {
        return begun;
    }

    /**
     * Whether a new file begins before a packet.
     *
     * @param bytes how long the present file is
     * @param packets how many packets are in it
     * @param nanos the time of the packet
     */
    boolean isFull(long bytes, long packets, long nanos) {
        late = nanos - begunNanos >= plan.maxNanos();
        return late || bytes >= plan.maxBytes() || packets >= plan.maxPackets();
    }

    /** The file that was begun last is whole. */
    void whole() {
        Path closed = file;
        if (closed != null) {
            finished.run(closed);
        }
    }

    /** Waits until the command has run on all. */
    void await() {
        finished.await();
    }

    /**
     * The next file, which begins with a packet; null if there are files enough.
     *
     * @param nanos the time of the packet
     * @throws SavefileException if it would have the name of a file that is needed
     */
    @Nullable
    SavefileTarget next(long nanos) {
        if (begun > 0) {
            if (late && begun == plan.maxFiles()) {
                return null;
            }
            number = late ? 0 : number + 1;
        }
        begunNanos = nanos;
        begun++;
        FileNames names = plan.names();
        if (names == null) {
            return compressed(SavefileTarget.stream(new FileOutputStream(FileDescriptor.out), STANDARD_OUTPUT));
        }
        Path next = names.name(number, nanos);
        if (plan.spared().stream().anyMatch(other -> NamedFiles.isSame(next, other))) {
            throw new SavefileException(
                    next + ": it would be the next file, and the command line names it too (choose another name)");
        }
        file = next;
        return compressed(SavefileTarget.file(next).withDurability(plan.durability()));
    }

    /** As the name that was typed says: a number may stand behind it now. */
    private SavefileTarget compressed(SavefileTarget target) {
        String compression = plan.compress();
        if (compression != null) {
            return target.compressed(compression);
        }
        FileNames names = plan.names();
        return names == null ? target : target.compressedAs(names.pattern());
    }

    /** Whether writing failed because nobody reads standard output any more, as behind {@code | head}. */
    boolean readerHasGone(SavefileException failure) {
        return plan.names() == null
                && failure.getCause() != null
                && String.valueOf(failure.getMessage()).contains("Broken pipe");
    }

    /** Where packets were written, for a message. */
    String told() {
        FileNames names = plan.names();
        return (names == null ? STANDARD_OUTPUT : names.pattern()) + (begun > 1 ? ", in " + begun + " files" : "");
    }
}
