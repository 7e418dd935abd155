package io.millrace.cli;

import io.millrace.CaptureBuilder;
import io.millrace.Journal;
import io.millrace.savefile.Durability;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is brought to the disk before it is handled, and what becomes of what an earlier capture left there. */
final class SpoolOptions {
    /** When the disk is waited for. */
    enum Sync {
        NEVER(Durability.NONE),
        SEGMENT(Durability.WHEN_CLOSED),
        WRITE(Durability.EACH_WRITE);

        private final Durability durability;

        Sync(Durability durability) {
            this.durability = durability;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private @Nullable Journal journal;
    private @Nullable Sync sync;
    private boolean resume;

    SpoolOptions(Options options) {
        options.value(
                "--journal",
                "DIR[,SIZE]",
                Journal.class,
                word -> journal = word,
                "Bring every packet to the disk before it is handled, to segments in a folder: after a crash"
                        + " --resume handles what was not done.");
        options.value(
                "--journal-sync",
                "never|segment|write",
                Sync.class,
                word -> sync = word,
                "When the journal waits for the disk (fsync): never, which survives everything but a loss of"
                        + " power; when a segment of up to 64 MiB ends; with each write, before its packets are handled,"
                        + " which costs some milliseconds each. Default: never.");
        options.flag(
                "--resume",
                given -> resume = given,
                "First handle what earlier captures left in the folder of --journal, or of --overload spill.");
    }

    /** The journal's folder; null for none. */
    @Nullable
    Path folder() {
        return journal == null ? null : journal.folder();
    }

    CaptureBuilder settle(CaptureBuilder builder) {
        if (journal != null) {
            builder.journal(sync == null ? journal : journal.withDurability(sync.durability));
        } else if (sync != null) {
            throw new IllegalArgumentException("journalSync: without --journal (expected: --journal DIR too)");
        }
        return builder.resume(resume);
    }
}
