package io.millrace.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Rows of words and figures under a title, for a terminal and for a page. Belongs to one thread. */
public final class Table {
    private static final Pattern FIGURE = Pattern.compile("-|-?\\d.*");
    private static final String GAP = "  ";

    private final String title;
    private final List<String> columns;
    private final List<List<String>> rows = new ArrayList<>();

    /** Begins a table without rows. */
    public Table(String title, String... columns) {
        this.title = title;
        this.columns = List.of(columns);
    }

    /**
     * Adds a row.
     *
     * @throws IllegalArgumentException if it has not as many cells as there are columns
     */
    public Table row(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(
                    "a row of " + cells.length + " cells (expected: " + columns.size() + ")");
        }
        rows.add(List.of(cells));
        return this;
    }

    /** Its title. */
    public String title() {
        return title;
    }

    List<String> columns() {
        return columns;
    }

    List<List<String>> rows() {
        return rows;
    }

    /** With aligned columns: figures to the right. */
    public String text() {
        StringBuilder text = new StringBuilder(title).append('\n');
        appendAligned(text, columns);
        rows.forEach(row -> appendAligned(text, row));
        return text.toString();
    }

    private void appendAligned(StringBuilder text, List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            String filling = " ".repeat(width(i) - cell.length());
            line.append(GAP).append(isOfFigures(i) ? filling + cell : cell + filling);
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private int width(int column) {
        int most = columns.get(column).length();
        for (List<String> row : rows) {
            most = Math.max(most, row.get(column).length());
        }
        return most;
    }

    private boolean isOfFigures(int column) {
        return rows.stream().allMatch(row -> FIGURE.matcher(row.get(column)).matches());
    }

    /** For a page in Markdown. */
    public String markdown() {
        StringBuilder text = new StringBuilder("**").append(title).append("**\n\n");
        appendCells(text, columns);
        text.append('|');
        for (int i = 0; i < columns.size(); i++) {
            text.append(isOfFigures(i) ? " ---: |" : " --- |");
        }
        text.append('\n');
        rows.forEach(row -> appendCells(text, row));
        return text.toString();
    }

    private static void appendCells(StringBuilder text, List<String> cells) {
        text.append('|');
        cells.forEach(cell -> text.append(' ').append(cell.replace("|", "\\|")).append(" |"));
        text.append('\n');
    }
}
