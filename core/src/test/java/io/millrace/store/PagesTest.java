package io.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PagesTest {
    @Test
    void shouldTakeTheLowestPageThatIsFree() {
        Pages pages = new Pages(130);
        for (int page = 0; page < 130; page++) {
            assertThat(pages.take(1)).isEqualTo(page);
        }
        assertThat(pages.take(1)).isEqualTo(-1);
        pages.give(129, 1);
        pages.give(3, 1);
        pages.give(70, 1);
        assertThat(new int[] {pages.take(1), pages.take(1), pages.take(1), pages.take(1)})
                .containsExactly(3, 70, 129, -1);
    }

    @Test
    void shouldFindARunAcrossWords() {
        Pages pages = new Pages(128);
        for (int page = 0; page < 128; page++) {
            pages.take(1);
        }
        pages.give(10, 3);
        pages.give(62, 4);
        assertThat(pages.take(5)).isEqualTo(-1);
        assertThat(pages.take(4)).isEqualTo(62);
        assertThat(pages.take(4)).isEqualTo(-1);
        assertThat(pages.take(3)).isEqualTo(10);
        assertThat(pages.take(1)).isEqualTo(-1);
    }

    @Test
    void shouldTakeThePagesInTurnOneAfterTheOther() {
        Pages pages = new Pages(Pages.IN_TURN + 10);
        for (int round = 0; round < 3; round++) {
            for (int page = 0; page < Pages.IN_TURN; page++) {
                assertThat(pages.takeInTurn()).isEqualTo(page);
                pages.give(page, 1); // and is not taken again before all others were
            }
        }
    }

    @Test
    void shouldPassOverPagesInTurnThatAreTaken() {
        Pages pages = new Pages(120);
        assertThat(pages.take(70)).isZero();
        List<Integer> found = new ArrayList<>();
        for (int page = pages.takeInTurn(); page >= 0; page = pages.takeInTurn()) {
            found.add(page);
        }
        assertThat(found).hasSize(50).isSorted().startsWith(70).endsWith(119);
        pages.give(100, 1);
        pages.give(5, 1);
        assertThat(new int[] {pages.takeInTurn(), pages.takeInTurn(), pages.takeInTurn()})
                .containsExactlyInAnyOrder(5, 100, -1);
    }

    @Test
    void shouldTakeBeyondThoseInTurnOnlyWhatIsAskedFor() {
        Pages pages = new Pages(Pages.IN_TURN + 64);
        for (int page = 0; page < Pages.IN_TURN; page++) {
            pages.takeInTurn();
        }
        assertThat(pages.takeInTurn()).isEqualTo(-1);
        assertThat(pages.take(1)).isEqualTo(Pages.IN_TURN);
    }

    @Test
    void shouldRefuseAPageThatIsGivenBackTwice() {
        Pages pages = new Pages(4);
        int first = pages.take(2);
        pages.give(first, 2);
        assertThatThrownBy(() -> pages.give(first, 2)).isInstanceOf(AssertionError.class);
    }

    /** Against a model: first fit from the lowest page, for any mixture of runs. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 63, 64, 65, 200, 256})
    void shouldTakeFirstFit(int count) {
        Random random = new Random(count);
        Pages pages = new Pages(count);
        BitSet taken = new BitSet();
        List<int[]> runs = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            if (random.nextInt(5) < 2 && !runs.isEmpty()) {
                int[] run = runs.remove(random.nextInt(runs.size()));
                pages.give(run[0], run[1]);
                taken.clear(run[0], run[0] + run[1]);
            } else {
                int run = random.nextInt(4) == 0 ? 1 + random.nextInt(6) : 1;
                int expected = firstFit(taken, run, count);
                assertThat(pages.take(run)).isEqualTo(expected);
                if (expected >= 0) {
                    taken.set(expected, expected + run);
                    runs.add(new int[] {expected, run});
                }
            }
        }
    }

    private static int firstFit(BitSet taken, int run, int count) {
        int page = taken.nextClearBit(0);
        while (page + run <= count) {
            int end = taken.nextSetBit(page);
            if (end < 0 || end - page >= run) {
                return page;
            }
            page = taken.nextClearBit(end);
        }
        return -1;
    }
}
