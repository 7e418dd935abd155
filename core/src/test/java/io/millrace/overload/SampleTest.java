package io.millrace.overload;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.protocol.Linktype;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SampleTest {
    private static final long TICK = Sample.PATIENCE_MILLIS * 1_000_000L;
    private static final int CAPLEN = 64;
    private static final int FLOWS = 20_000;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final MemorySegment frame = MemorySegment.ofArray(new byte[CAPLEN]);
    private long now;

    @Test
    void shouldKeepEverythingWhileThereIsRoom() {
        Sample sample = new Sample(false, 1);
        look(sample, 50, 10);
        assertThat(sample.weight()).isOne();
        assertThat(sample.keep(frame, 0, CAPLEN, Linktype.EN10MB)).isEqualTo(CAPLEN);
    }

    @Test
    void shouldKeepAFractionThatTheWeightTells() {
        Sample sample = new Sample(false, 1);
        look(sample, 51, 3);
        assertThat(sample.weight()).isEqualTo(8);
        int kept = 0;
        for (int i = 0; i < 8_000; i++) {
            kept += sample.keep(frame, 0, CAPLEN, Linktype.EN10MB) < 0 ? 0 : 1;
        }
        assertThat(kept * sample.weight()).isEqualTo(8_000);
    }

    @Test
    void shouldKeepFlowsWholeAndAmongThoseKeptBefore() {
        Sample sample = new Sample(true, 1);
        Set<Integer> before = keptFlows(sample);
        assertThat(before).hasSize(FLOWS);
        for (int level = 1; level <= 5; level++) {
            look(sample, 51, 1);
            Set<Integer> kept = keptFlows(sample);
            assertThat(keptFlows(sample)).as("of each packet of a flow").isEqualTo(kept);
            assertThat(before).containsAll(kept);
            assertThat(kept.size() * sample.weight()).isBetween(FLOWS * 8 / 10, FLOWS * 12 / 10);
            before = kept;
        }
    }

    @Test
    void shouldNotGoOnWhileTheQueueShrinksAndComeBackWhenItIsShort() {
        Sample sample = new Sample(false, 1);
        look(sample, 90, 1);
        look(sample, 80, 1);
        look(sample, 70, 1);
        assertThat(sample.weight()).isEqualTo(2);
        look(sample, 30, 5);
        assertThat(sample.weight()).as("between the marks").isEqualTo(2);
        look(sample, 24, 5);
        assertThat(sample.weight()).isOne();
    }

    @Test
    void shouldNotOverdoItWithinABatch() {
        Sample sample = new Sample(false, 1);
        for (int i = 0; i < 100; i++) {
            sample.look(99, 100, now);
        }
        assertThat(sample.weight()).isEqualTo(2);
        look(sample, 99, 100);
        assertThat(sample.weight()).isEqualTo(1 << Sample.MAX_LEVEL);
    }

    private void look(Sample sample, long used, int times) {
        for (int i = 0; i < times; i++) {
            now += TICK;
            sample.look(used, 100, now);
        }
    }

    private Set<Integer> keptFlows(Sample sample) {
        frame.set(SHORT, 12, (short) 0x0800);
        frame.set(ValueLayout.JAVA_BYTE, 14, (byte) 0x45);
        frame.set(SHORT, 16, (short) (CAPLEN - 14));
        frame.set(ValueLayout.JAVA_BYTE, 23, (byte) 17);
        Set<Integer> kept = new HashSet<>();
        for (int flow = 0; flow < FLOWS; flow++) {
            frame.set(SHORT, 34, (short) flow);
            if (sample.keep(frame, 0, CAPLEN, Linktype.EN10MB) >= 0) {
                kept.add(flow);
            }
        }
        return kept;
    }
}
