package io.millrace.bench.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where results lie: {@code performance.jsonl}, a line for each race; {@code PERFORMANCE.md}, a section for each race
 * between marks, with what people wrote around them; and the plots. A race that is run again replaces its own line, section
 * and plots only.
 *
 * <p>Belongs to one thread.
 */
public final class ResultFolder {
    static final String LINES = "performance.jsonl";
    static final String PAGE = "PERFORMANCE.md";

    private static final String HEADING = """
            # Performance

            What `./millrace bench` measured: [how the races are run](../CONTRIBUTING.md). Figures of one section were measured in one
            run, by turns. A figure is a median, with the half of the measurements around it in brackets.
            """;

    private final Path folder;

    /** Of a folder, which need not be there yet. */
    public ResultFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Puts a report in.
     *
     * @param circumstances of the run: machine, versions, date, command
     */
    public void put(RaceReport report, boolean quick, String circumstances) throws IOException {
        Files.createDirectories(folder);
        Map<String, String> lines = lines();
        lines.put(report.race(), ResultLine.of(report, quick, circumstances));
        write(LINES, String.join("\n", lines.values()) + "\n");
        Path page = folder.resolve(PAGE);
        String before = Files.exists(page) ? Files.readString(page) : HEADING;
        write(PAGE, withSection(before, report.race(), report.markdown(circumstances)));
        for (Plot plot : report.plots()) {
            write(plot.name() + ".svg", Svg.draw(plot));
        }
    }

    /** The results of earlier runs, by the names of races. */
    public Map<String, ResultLine> results() throws IOException {
        Map<String, ResultLine> results = new LinkedHashMap<>();
        lines().forEach((race, line) -> results.put(race, ResultLine.parse(line)));
        return results;
    }

    private Map<String, String> lines() throws IOException {
        Map<String, String> lines = new LinkedHashMap<>();
        Path file = folder.resolve(LINES);
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                lines.put(ResultLine.parse(line).race(), line);
            }
        }
        return lines;
    }

    private static String withSection(String page, String race, String section) {
        String begin = "<!-- race " + race + " -->\n";
        String end = "<!-- end " + race + " -->\n";
        int from = page.indexOf(begin);
        int to = page.indexOf(end);
        if (from >= 0 && to > from) {
            return page.substring(0, from + begin.length()) + section + page.substring(to);
        }
        return page + "\n## " + race + "\n\n" + begin + section + end;
    }

    /** Whole or not at all: an interrupted run leaves what was there. */
    private void write(String name, String text) throws IOException {
        Path part = folder.resolve(name + ".part");
        Files.writeString(part, text, StandardCharsets.UTF_8);
        Files.move(part, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
}
