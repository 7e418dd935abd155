package io.millrace.cli;

import io.millrace.Journal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A spool's folder as it is typed, with or without a size: {@code /var/spool/millrace,10g}. A comma in front of something
 * that is no size belongs to the name.
 *
 * @param limitBytes 0 if none was given
 */
record SpoolWords(Path folder, long limitBytes) {
    /**
     * Understands {@code DIR} and {@code DIR,SIZE}.
     *
     * @param form what stands before it
     * @throws IllegalArgumentException if no folder is named
     */
    static SpoolWords parse(String form, String words) {
        int comma = words.lastIndexOf(',');
        String size = words.substring(comma + 1);
        boolean hasSize = comma >= 0 && !size.isEmpty() && Character.isDigit(size.charAt(0));
        String folder = hasSize ? words.substring(0, comma) : words;
        if (folder.isBlank()) {
            throw new IllegalArgumentException(
                    form + words + " (expected: a folder, and a size if it is to have another than"
                            + " nine tenths of what is free: " + form + "DIR,10g)");
        }
        try {
            return new SpoolWords(Path.of(folder), hasSize ? Quantities.bytes(size) : 0);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(form + folder + " (expected: a folder; " + e.getReason() + ")", e);
        }
    }

    /** The journal of {@code --journal}. */
    static Journal journal(String words) {
        SpoolWords parsed = parse("", words);
        return Journal.in(parsed.folder()).withLimit(parsed.limitBytes());
    }
}
