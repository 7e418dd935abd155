package io.millrace.testbed.conformance;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.testbed.LiveTest;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That a row fails when somebody does not answer as it says. */
@LiveTest
class PerformanceTest {
    private static final String PACKET = "1 1700000000000000001/60/60/0000000a";

    private Stage stage;

    @BeforeEach
    void setUp(@TempDir Path folder) {
        stage = new Stage(folder);
    }

    @AfterEach
    void tearDown() {
        stage.close();
    }

    /** Always answers the same. */
    private record Parrot(@Nullable String words) implements Subject {
        @Override
        public @Nullable String answer(Command command) {
            return words;
        }

        @Override
        public void reset() {}

        @Override
        public void close() {}
    }

    private void play(String step, @Nullable String c, @Nullable String millrace) {
        new Performance(stage, new Parrot(c), new Parrot(millrace)).play(List.of(Step.parse(step)));
    }

    @ParameterizedTest
    @CsvSource({
        "dispatch 1, " + PACKET + ", " + PACKET,
        "dispatch 1 -> 1, " + PACKET + ", " + PACKET,
        "dispatch 1 -> 1 60/60, " + PACKET + ", " + PACKET,
        "stats -> 3 || absent, 3 0, absent",
        "close -> ? || 0, crash, 0",
        "activate -> -4 || -, -4, nothing like it",
        "set_snaplen 9 -> 0, 0, "
    })
    void shouldAcceptAnswersAsTheRowSays(String step, String c, String millrace) {
        assertThatCode(() -> play(step, c, millrace)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "dispatch 1, " + PACKET + ", 1",
        "dispatch 1, " + PACKET + ", 1 1700000000000000002/60/60/0000000a",
        "dispatch 1, " + PACKET + ", 1 1700000000000000001/60/61/0000000a",
        "dispatch 1, " + PACKET + ", 1 1700000000000000001/60/60/0000000b",
        "dispatch 1 -> 1 60/61, " + PACKET + ", " + PACKET,
        "dispatch 1 -> 2, " + PACKET + ", " + PACKET,
        "stats -> 3, 30 0, 30 0",
        "stats -> 3 || absent, 3 0, 3 0",
        "close -> ? || 0, crash, refused",
        "activate -> -4 || -, 0, -4"
    })
    void shouldRefuseOtherAnswers(String step, String c, String millrace) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> play(step, c, millrace))
                .withMessageContaining("answer");
    }

    @Test
    void shouldRefuseAnotherAnswerOfTheStage() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> play("~promiscuity -> 7", "0", "0"))
                .withMessageContaining("the stage does not answer with: 7");
    }
}
