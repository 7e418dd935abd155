package io.millrace.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FlowOrderCheckTest {
    private final FlowOrderCheck check = new FlowOrderCheck(2);

    @Test
    void shouldAcceptFlowsThatAreEachInSequence() {
        assertThat(check.accept(0, 0)).isTrue();
        assertThat(check.accept(1, 0)).isTrue();
        assertThat(check.accept(0, 1)).isTrue();
        check.assertComplete(3);
    }

    @Test
    void shouldCountWhatIsSkipped() {
        assertThat(check.accept(0, 0)).isTrue();
        assertThat(check.accept(0, 4)).isFalse();
        assertThat(check.missing()).isEqualTo(3);
        assertThat(check.disordered()).isZero();
        assertThatThrownBy(() -> check.assertComplete(2)).hasMessageContaining("3 were skipped");
    }

    @Test
    void shouldCountWhatComesLateOrTwice() {
        check.accept(0, 0);
        check.accept(0, 1);
        assertThat(check.accept(0, 1)).isFalse();
        assertThat(check.accept(0, 0)).isFalse();
        assertThat(check.disordered()).isEqualTo(2);
        assertThatThrownBy(() -> check.assertComplete(4)).hasMessageContaining("2 came late or twice");
    }

    @Test
    void shouldMissPacketsThatNeverCame() {
        check.accept(0, 0);
        assertThatThrownBy(() -> check.assertComplete(2)).hasMessageContaining("expected 2");
    }
}
