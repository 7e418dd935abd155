package io.millrace.cli;

import io.millrace.savefile.Durability;
import java.util.Locale;

/** When what is written to savefiles is brought to the disk, as it is typed. */
enum FileSync {
    NEVER(Durability.NONE),
    FILE(Durability.WHEN_CLOSED),
    WRITE(Durability.EACH_WRITE);

    private final Durability durability;

    FileSync(Durability durability) {
        this.durability = durability;
    }

    static FileSync parse(String word) {
        for (FileSync sync : values()) {
            if (sync.toString().equals(word)) {
                return sync;
            }
        }
        throw new IllegalArgumentException(word + " (expected: never, file or write)");
    }

    Durability durability() {
        return durability;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
