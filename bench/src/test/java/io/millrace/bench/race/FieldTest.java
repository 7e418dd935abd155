package io.millrace.bench.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.bench.report.RaceReport;
import io.millrace.bench.rival.HandlerKind;
import io.millrace.bench.rival.MillraceSettings;
import io.millrace.bench.rival.PassResult;
import io.millrace.bench.rival.RivalSettings;
import io.millrace.bench.rival.Workshop;
import io.millrace.testbed.OwnNetwork;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Millrace and the floor take turns; never what that measures. */
@Timeout(120)
class FieldTest {
    private static final int FLOWS = 64;

    @TempDir
    private Path folder;

    private final RaceReport report = new RaceReport("test", "Do they run?");
    private Workshop workshop;
    private Track track;

    @BeforeEach
    void open() throws Exception {
        workshop = new Workshop();
        track = new Track(
                true, folder.resolve("millrace"), workshop, Files.createDirectory(folder.resolve("files")), what -> {});
    }

    @AfterEach
    void close() throws Exception {
        track.close();
        workshop.close();
    }

    private static Contestant checked(MillraceSettings settings) {
        RivalSettings common = settings.common().withHandler(HandlerKind.CHECK).withFlows(FLOWS);
        return Contestant.millrace("checked", settings.with(common));
    }

    @Test
    void shouldTakeTurnsOverAFile() throws Exception {
        Contestant floor = Contestant.of("c-empty", track.rival("c-empty"), RivalSettings.DEFAULTS);
        Contestant ours = checked(MillraceSettings.fixed(2));
        try (Field field = new Field(track, report, List.of(floor, ours))) {
            assumeTrue(field.has(floor), () -> report.text());
            Results results = field.overFile(track.file(20_000, FLOWS, 64), 1, 2);
            assertThat(results.contestants()).containsExactly(floor, ours);
            assertThat(results.sum(ours, PassResult::handled)).isEqualTo(40_000);
            assertThat(results.ratio(ours, floor, PassResult::wallNanosPerPacket)
                            .median())
                    .isPositive();
        }
    }

    @Test
    void shouldTakeTurnsOnAWire() throws Exception {
        assumeTrue(OwnNetwork.isOwn(), "no network of its own: run it by Maven on Linux");
        Contestant ours = checked(MillraceSettings.virtual(8));
        try (Field field = new Field(track, report, List.of(ours))) {
            Results results = field.live(new Traffic(FLOWS, 64), 4_000, 20_000, 1);
            assertThat(results.sum(ours, PassResult::handled) + results.sum(ours, PassResult::kernelDropped))
                    .isEqualTo(4_000);
            assertThat(results.sum(ours, PassResult::ageP99Nanos)).isPositive();
        }
    }

    /** That the file holds as many is required by whoever wrote it. */
    @Test
    void shouldWriteWhatComesOnAWire() throws Exception {
        assumeTrue(OwnNetwork.isOwn(), "no network of its own: run it by Maven on Linux");
        Contestant theirs = Contestant.of("tcpdump", track.rival("tcpdump"), RivalSettings.DEFAULTS);
        Contestant ours = Contestant.millrace("which writes", MillraceSettings.writing());
        try (Field field = new Field(track, report, List.of(theirs, ours))) {
            assumeTrue(field.has(theirs), () -> report.text());
            Results results = field.live(new Traffic(FLOWS, 64), 40_000, 50_000, 1);
            for (Contestant each : results.contestants()) {
                assertThat(results.sum(each, PassResult::handled) + results.sum(each, PassResult::kernelDropped))
                        .as(each.label())
                        .isEqualTo(40_000);
            }
        }
    }

    @Test
    void shouldEmptyABacklog() throws Exception {
        Backlog backlog = Backlog.of(track.file(2_000, FLOWS, 300), 1);
        assertThat(backlog.bytesAPacket()).isBetween(300.0, 1.3 * 300 + 64);
        assertThat(backlog.nanosAPacket()).isPositive();
    }
}
