package io.millrace.overload;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.protocol.Linktype;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

final class TruncationTest {
    private final Truncation truncation = new Truncation(100);

    @Test
    void shouldCutBetweenItsTwoMarks() {
        assertThat(keptAt(80)).isEqualTo(1_000);
        assertThat(keptAt(81)).isEqualTo(100);
        assertThat(keptAt(61)).isEqualTo(100);
        assertThat(keptAt(60)).isEqualTo(1_000);
        assertThat(keptAt(80)).isEqualTo(1_000);
    }

    @Test
    void shouldLeaveShortPacketsWhole() {
        keptAt(160);
        assertThat(truncation.keep(MemorySegment.NULL, 0, 60, Linktype.EN10MB)).isEqualTo(60);
        assertThat(truncation.weight()).isOne();
    }

    private int keptAt(long used) {
        truncation.look(used, 160, 0);
        return truncation.keep(MemorySegment.NULL, 0, 1_000, Linktype.EN10MB);
    }
}
