package io.millrace.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlowTrafficTest {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    @ParameterizedTest
    @ValueSource(ints = {64, 65, 1514})
    void shouldMarkEachFrameWithItsFlowAndItsPlaceInIt(int size) {
        FlowTraffic traffic = new FlowTraffic(3, size);
        MemorySegment frame = Arena.ofAuto().allocate(size);
        for (int i = 0; i < 9; i++) {
            traffic.writeNext(frame);
            assertThat(FlowTraffic.isMarked(frame, 0, size)).isTrue();
            assertThat(FlowTraffic.flow(frame, 0, size)).isEqualTo(i % 3);
            assertThat(FlowTraffic.sequence(frame, 0, size)).isEqualTo(i / 3);
        }
    }

    @Test
    void shouldWriteAHeaderWhoseChecksumHolds() {
        FlowTraffic traffic = new FlowTraffic(70_000, 100);
        MemorySegment frame = Arena.ofAuto().allocate(100);
        for (int i = 0; i < 70_000; i++) {
            traffic.writeNext(frame);
            int sum = 0;
            for (int at = 14; at < 34; at += 2) {
                sum += frame.get(SHORT, at) & 0xffff;
            }
            assertThat((sum & 0xffff) + (sum >>> 16)).isEqualTo(0xffff);
        }
        assertThat(frame.get(SHORT, 16)).isEqualTo((short) 86);
        assertThat(frame.get(SHORT, 38)).isEqualTo((short) 66);
    }

    @Test
    void shouldNotTakeAForeignFrameForItsOwn() {
        MemorySegment frame = Arena.ofAuto().allocate(64);
        assertThat(FlowTraffic.isMarked(frame, 0, 64)).isFalse();
        assertThat(FlowTraffic.isMarked(frame, 0, 4)).isFalse();
    }

    @Test
    void shouldRefuseSizesThatItCannotMake() {
        assertThatThrownBy(() -> new FlowTraffic(1, 63)).hasMessage("frameBytes: 63 (expected: 64 to 1514)");
        assertThatThrownBy(() -> new FlowTraffic(0, 64)).hasMessage("flows: 0 (expected: 1 to 16777215)");
    }
}
