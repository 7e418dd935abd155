package io.millrace.bench.rival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FlowJudgeTest {
    @Test
    void shouldSeeWhatComesTooLate() {
        FlowJudge judge = new FlowJudge(2);
        assertThat(judge.accept(0, 0)).isTrue();
        assertThat(judge.accept(1, 0)).isTrue();
        assertThat(judge.accept(0, 2)).as("one was lost").isTrue();
        assertThat(judge.accept(0, 1)).as("behind a later one").isFalse();
        assertThat(judge.accept(0, 1)).as("twice").isFalse();
        assertThatThrownBy(() -> judge.accept(2, 0)).hasMessage("a packet of flow 2 (expected: less than flows=2)");
    }
}
