package io.millrace.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class ResultFolderTest {
    private static final Target TARGET = Target.ratioAtMost("floor", "at most 0.9 times the floor", 0.9);

    @TempDir
    private Path folder;

    private static RaceReport report(String race, double ratio) {
        RaceReport report = new RaceReport(race, "Who is \"first\"?");
        report.table("A table", "who", "ns").row("c|empty", "47").row("millrace", "41.5 (40.1–42.7)");
        report.judge(TARGET, "8 workers", new Figure(ratio, ratio - 0.1, ratio + 0.1));
        report.judge(Target.atMost("pause", "at most 5 ms", 5, Unit.MILLIS), "", Figure.once(Double.NaN));
        report.remark("A remark.");
        report.plot(new Plot(
                "plot-" + race,
                "This & that <against> flows",
                "flows",
                "ns",
                List.of(new Plot.Line("millrace", List.of(new Plot.Point(1, 40), new Plot.Point(1_000_000, 44))))));
        return report;
    }

    @Test
    void shouldKeepWhatPeopleWroteAndOtherRaces() throws IOException {
        ResultFolder results = new ResultFolder(folder);
        results.put(report("one", 0.8), false, "then");
        results.put(report("two", 0.7), false, "then");
        Path page = folder.resolve(ResultFolder.PAGE);
        Files.writeString(page, Files.readString(page) + "\n## What was learnt\n\nMuch.\n");
        results.put(report("one", 1.25), true, "later");
        assertThat(Files.readString(page))
                .contains(
                        "*later*", "*then*", "## What was learnt\n\nMuch.\n", "1.25 times", "**not met**", "c\\|empty")
                .doesNotContain("0.80 times")
                .containsOnlyOnce("<!-- race one -->");
        assertThat(results.results()).containsOnlyKeys("one", "two");
        ResultLine one = results.results().get("one");
        assertThat(one.quick()).isTrue();
        assertThat(one.ratios())
                .containsExactly(new ResultLine.Ratio("floor", "8 workers", Target.Sense.AT_MOST, 1.25));
    }

    @Test
    void shouldDrawWellFormedPlots() throws Exception {
        new ResultFolder(folder).put(report("one", 0.8), false, "now");
        Document svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("plot-one.svg").toFile());
        assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(2);
        assertThat(svg.getElementsByTagName("text").item(0).getTextContent()).isEqualTo("This & that <against> flows");
    }

    @Test
    void shouldRefuseWhatIsNoResult() throws IOException {
        Files.writeString(folder.resolve(ResultFolder.LINES), "nonsense\n");
        assertThatThrownBy(() -> new ResultFolder(folder).results())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nonsense");
    }

    @Test
    void shouldAlignFiguresToTheRight() {
        Table table = new Table("Times", "who", "ns").row("c", "7").row("millrace", "41.5");
        assertThat(table.text()).isEqualTo("Times\n  who         ns\n  c            7\n  millrace  41.5\n");
        assertThatThrownBy(() -> table.row("c"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: 2");
    }
}
