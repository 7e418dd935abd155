package io.millrace.bench.race;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.bench.rival.PassResult;
import org.junit.jupiter.api.Test;

/** Passes that are not what they should be are refused. */
class JudgeTest {
    private static PassResult pass(long taken, long handled, long dropped, long discarded, long disorder) {
        return new PassResult(taken, handled, dropped, discarded, disorder, 1, 1, 1, 1, 1, -1, -1, -1);
    }

    @Test
    void shouldRefuseAFileThatWasNotHandledWhole() {
        assertThatNoException().isThrownBy(() -> Judge.requireWhole("x", pass(10, 10, 0, 0, -1), 10));
        assertThatThrownBy(() -> Judge.requireWhole("x", pass(10, 9, 0, 0, -1), 10))
                .isInstanceOf(InvalidRaceException.class)
                .hasMessage("x took 10 packets and handled 9 (expected: 10 each)");
    }

    @Test
    void shouldRefuseDisorder() {
        assertThatThrownBy(() -> Judge.requireOrder("x", pass(10, 10, 0, 0, 3)))
                .isInstanceOf(InvalidRaceException.class)
                .hasMessageContaining("x handled 3 packets out of their flow's order");
        assertThatThrownBy(() -> Judge.requireOrder("x", pass(10, 10, 0, 0, PassResult.UNKNOWN)))
                .isInstanceOf(InvalidRaceException.class);
    }

    @Test
    void shouldRefuseAccountsThatAreOff() {
        assertThatNoException().isThrownBy(() -> Judge.requireAccounts("x", pass(7, 5, 3, 2, -1), 10, true));
        assertThatNoException().isThrownBy(() -> Judge.requireAccounts("x", pass(7, 5, 0, 0, -1), 10, false));
        assertThatThrownBy(() -> Judge.requireAccounts("x", pass(7, 5, 3, 1, -1), 10, true))
                .isInstanceOf(InvalidRaceException.class);
        assertThatThrownBy(() -> Judge.requireAccounts("x", pass(7, 7, 2, 0, -1), 10, true))
                .isInstanceOf(InvalidRaceException.class);
        assertThatThrownBy(() -> Judge.requireAccounts("x", pass(11, 11, 0, 0, -1), 10, false))
                .isInstanceOf(InvalidRaceException.class);
    }
}
