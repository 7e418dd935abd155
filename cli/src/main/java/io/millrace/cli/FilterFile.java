package io.millrace.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A filter in a file: lines that together are one expression, with comments from {@code #} to the end of a line. */
final class FilterFile {
    private static final Pattern COMMENT = Pattern.compile("#.*");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private FilterFile() {}

    /**
     * The expression, on one line.
     *
     * @throws IOException if the file cannot be read; the message names it
     */
    static String read(Path file) throws IOException {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            String bare = COMMENT.matcher(text).replaceAll(" ");
            return BLANKS.matcher(bare).replaceAll(" ").strip();
        } catch (IOException e) {
            throw new IOException("-F: cannot read " + file + ": " + Complaint.reason(e), e);
        }
    }
}
