package io.millrace.testbed.conformance;

import static org.junit.jupiter.api.Assumptions.abort;

import io.millrace.SourceKind;
import io.millrace.testbed.CCompiler;
import io.millrace.testbed.LiveTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Plays every row of the table, for each subject that it applies to. One oracle and one wire serve all. */
@LiveTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConformanceTest {
    private static final int MOST_REHEARSALS = 200;

    private final Map<SubjectKind, Subject> subjects = new EnumMap<>(SubjectKind.class);
    private Stage stage;
    private Oracle oracle;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        oracle = new Oracle(compile(folder));
        stage = new Stage(folder);
        for (SubjectKind kind : SubjectKind.values()) {
            subjects.put(kind, subject(kind));
        }
        awaitEqualTimestamps();
    }

    private static Path compile(Path folder) throws InterruptedException {
        try {
            return OracleProgram.compile(folder);
        } catch (IOException e) {
            String message = "THE CONFORMANCE SUITE CANNOT RUN: " + e.getMessage() + "; " + CCompiler.REMEDY;
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(message, e);
            }
            System.err.println(message);
            return abort(message);
        }
    }

    private static Subject subject(SubjectKind kind) {
        return switch (kind) {
            case HANDLE, SAVEFILE -> new HandleSubject();
            case LIBPCAP -> new EngineSubject(SourceKind.LIBPCAP);
            case AFPACKET -> new EngineSubject(SourceKind.AFPACKET);
        };
    }

    /** A moment after the oracle asked for it the kernel begins to stamp each frame once for all. */
    private void awaitEqualTimestamps() {
        List<Promise> same = Rows.parse("""
                == same | same
                -- same | same | same
                on: handle
                  open immediate
                  ~send udp 60
                  loop 1 -> 0
                """);
        AssertionError last = new AssertionError();
        for (int i = 0; i < MOST_REHEARSALS; i++) {
            try {
                play(same.getFirst(), SubjectKind.HANDLE);
                return;
            } catch (AssertionError e) {
                last = e;
            }
        }
        throw last;
    }

    @AfterAll
    void end() {
        subjects.values().forEach(Subject::close);
        if (oracle != null) {
            oracle.close();
        }
        if (stage != null) {
            stage.close();
        }
    }

    static Stream<Arguments> rows() {
        return Rows.all().stream()
                .flatMap(promise -> promise.kinds().stream().map(kind -> Arguments.of(promise, kind)));
    }

    @ParameterizedTest(name = "{0} ({1})")
    @MethodSource("rows")
    void shouldKeepThePromise(Promise promise, SubjectKind kind) {
        play(promise, kind);
    }

    private void play(Promise promise, SubjectKind kind) {
        Scenario scenario = new Scenario(promise, kind);
        if (kind == SubjectKind.SAVEFILE) {
            stage.record(scenario.frames());
        }
        new Performance(stage, oracle, subjects.get(kind)).play(scenario.steps());
    }
}
