package io.millrace.testbed.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Reads the rows of the table.
 *
 * <pre>
 * == FUNCTION | PAGE
 * -- ID | CONDITION | RESULT
 * on: KIND …
 * unlike: why Millrace differs on purpose
 *     the steps, one a line, indented
 * # a remark
 * </pre>
 */
final class Rows {
    /** In the order of the page. */
    private static final List<String> FILES =
            List.of("activate", "open", "read", "break", "packet", "filter", "stats", "send", "devices", "savefile");

    private final List<Promise> promises = new ArrayList<>();
    private final Map<String, String> fields = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private String[] function = {};
    private String[] row = {};

    private Rows() {}

    static List<Promise> all() {
        Rows rows = new Rows();
        for (String file : FILES) {
            rows.read(text(file + ".rows")).end();
        }
        return List.copyOf(rows.promises);
    }

    static List<Promise> parse(String text) {
        Rows rows = new Rows();
        rows.read(text).end();
        return List.copyOf(rows.promises);
    }

    private static String text(String resource) {
        try (InputStream stream = Objects.requireNonNull(Rows.class.getResourceAsStream(resource), resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Rows read(String text) {
        for (String line : text.lines().toList()) {
            try {
                take(line);
            } catch (RuntimeException e) {
                throw new IllegalArgumentException("row: " + line, e);
            }
        }
        return this;
    }

    private void take(String line) {
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        if (line.startsWith("== ")) {
            end();
            function = parts(line, 2);
        } else if (line.startsWith("-- ")) {
            end();
            row = parts(line, 3);
        } else if (line.startsWith("  ")) {
            steps.add(Step.parse(line.strip()));
        } else {
            int colon = line.indexOf(": ");
            fields.put(line.substring(0, colon), line.substring(colon + 2).strip());
        }
    }

    private static String[] parts(String line, int count) {
        String[] parts = line.substring(3).split(" \\| ", -1);
        if (parts.length != count) {
            throw new IllegalArgumentException(parts.length + " parts (expected: " + count + ")");
        }
        return parts;
    }

    /** Adds the row that was read. */
    private void end() {
        if (row.length > 0) {
            promises.add(new Promise(
                    function[0],
                    function[1],
                    row[0],
                    row[1],
                    row[2],
                    kinds(Objects.requireNonNull(fields.remove("on"), () -> row[0] + " has no `on:`")),
                    Objects.requireNonNullElse(fields.remove("unlike"), ""),
                    List.copyOf(steps)));
        }
        if (!fields.isEmpty()) {
            throw new IllegalArgumentException(fields + " (expected: on, unlike)");
        }
        row = new String[] {};
        steps.clear();
    }

    private static Set<SubjectKind> kinds(String words) {
        Set<SubjectKind> kinds = EnumSet.noneOf(SubjectKind.class);
        for (String word : words.split(" ", -1)) {
            kinds.add(SubjectKind.of(word));
        }
        return kinds;
    }
}
