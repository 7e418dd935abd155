package io.millrace.overload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MarksTest {
    private static final int SLOT = 1 << 10;

    @Test
    void shouldMarkEachPartOfTheStore() {
        Marks marks = new Marks(32 << 20);
        put(marks, 0, 1_023);
        assertThat(marks.isEmpty()).isTrue();
        put(marks, 1_023, 3 * 1_024);
        assertThat(taken(marks)).containsExactly(1_023L, 2_047L, 3_071L);
    }

    @Test
    void shouldForgetWhatIsGoneForCertain() {
        Marks marks = new Marks(32 << 20);
        put(marks, 0, 100 * 1_024);
        List<Long> all = taken(marks);
        assertThat(all).hasSize(32).startsWith(69 * 1_024L - 1).endsWith(100 * 1_024L - 1);
    }

    @Test
    void shouldTakeLargerPartsOfASmallStore() {
        Marks marks = new Marks(1 << 20);
        put(marks, 0, 1_024);
        assertThat(taken(marks)).hasSize(8);
    }

    private static void put(Marks marks, int from, int to) {
        for (int i = from; i < to; i++) {
            marks.put(SLOT, i);
        }
    }

    private static List<Long> taken(Marks marks) {
        List<Long> times = new ArrayList<>();
        while (!marks.isEmpty()) {
            times.add(marks.next());
        }
        return times;
    }
}
