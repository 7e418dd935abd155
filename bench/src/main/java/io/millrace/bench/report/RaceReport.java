package io.millrace.bench.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a race found: tables, verdicts, plots, and what is to be known of them. Belongs to one thread. */
public final class RaceReport {
    private final String race;
    private final String question;
    private final List<Table> tables = new ArrayList<>();
    private final List<Verdict> verdicts = new ArrayList<>();
    private final List<Plot> plots = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    /**
     * Begins a report.
     *
     * @param race its name on the command line
     * @param question that the race answers
     */
    public RaceReport(String race, String question) {
        this.race = race;
        this.question = question;
    }

    /** Adds a table, which may get its rows later. */
    public Table table(String title, String... columns) {
        Table table = new Table(title, columns);
        tables.add(table);
        return table;
    }

    /** Enters a figure that there is a target for. */
    public void judge(Target target, String subject, Figure measured) {
        verdicts.add(new Verdict(target, subject, measured));
    }

    /** Adds a plot. */
    public void plot(Plot plot) {
        plots.add(plot);
    }

    /** Adds a sentence that the tables need. */
    public void remark(String sentence) {
        if (!remarks.contains(sentence)) {
            remarks.add(sentence);
        }
    }

    /** Its name on the command line. */
    public String race() {
        return race;
    }

    /** The verdicts so far. */
    public List<Verdict> verdicts() {
        return Collections.unmodifiableList(verdicts);
    }

    List<Table> tables() {
        return tables;
    }

    List<Plot> plots() {
        return plots;
    }

    /** For a terminal. */
    public String text() {
        StringBuilder text = new StringBuilder("\n== ")
                .append(race)
                .append(": ")
                .append(question)
                .append("\n\n");
        tables.forEach(table -> text.append(table.text()).append('\n'));
        remarks.forEach(remark -> text.append("  * ").append(remark).append('\n'));
        verdicts.forEach(verdict -> text.append("  ").append(verdict.text()).append('\n'));
        return text.toString();
    }

    /** The section of the page, without its title. */
    String markdown(String circumstances) {
        StringBuilder text = new StringBuilder(question).append("\n\n");
        tables.forEach(table -> text.append(table.markdown()).append('\n'));
        plots.forEach(plot -> text.append("![%s](%s.svg)\n\n".formatted(plot.title(), plot.name())));
        remarks.forEach(remark -> text.append("- ").append(remark).append('\n'));
        text.append(remarks.isEmpty() ? "" : "\n");
        if (!verdicts.isEmpty()) {
            text.append(verdictTable().markdown()).append('\n');
        }
        return text.append('*').append(circumstances).append("*\n").toString();
    }

    private Table verdictTable() {
        Table table = new Table("Targets", "target", "of", "measured", "spread", "verdict");
        for (Verdict each : verdicts) {
            Figure measured = each.measured();
            table.row(
                    each.target().words(),
                    each.subject().isEmpty() ? "all" : each.subject(),
                    each.target().unit().text(measured.median()),
                    measured.low() == measured.high() ? "-" : measured.spread(),
                    each.isMet() ? "met" : "**not met**");
        }
        return table;
    }
}
