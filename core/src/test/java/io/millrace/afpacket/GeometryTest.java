package io.millrace.afpacket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeometryTest {
    private static final RingConfig CONFIG = RingConfig.DEFAULT;

    @ParameterizedTest
    @CsvSource({"1, 4", "1048576, 4", "1048577, 5", "33554432, 128", "4294967296, 16384"})
    void shouldRoundTheBufferUpToBlocks(long bytes, int blocks) {
        Geometry geometry = Geometry.ofBlocks(CONFIG.withBufferBytes(bytes));
        assertThat(geometry.blocks()).isEqualTo(blocks);
        assertThat(geometry.bytes()).isEqualTo(blocks * 262_144L);
        assertThat(geometry.frames()).isEqualTo(blocks);
    }

    @ParameterizedTest
    @CsvSource({"64, 1500, 256", "262144, 1500, 2048", "262144, 9000, 16384", "262144, 65536, 16384", "1000, 9000, 2048"
    })
    void shouldSizeASlotByWhatComesIn(int snaplen, int mtu, int slot) {
        Geometry geometry = Geometry.ofSlots(CONFIG.withSnaplen(snaplen), mtu);
        assertThat(geometry.frameBytes()).isEqualTo(slot);
        assertThat((long) geometry.frames() * slot).isEqualTo(geometry.bytes());
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "134217728, 1", "133955584, 2", "4294967296, 1"})
    void shouldKeepBlocksOpenForLongerWhereThereAreFew(long bytes, int millis) {
        assertThat(Geometry.ofBlocks(CONFIG.withBufferBytes(bytes)).openMillis())
                .isEqualTo(millis);
    }

    @Test
    void shouldNotOverflowWithAnEnormousBuffer() {
        Geometry geometry =
                Geometry.ofSlots(CONFIG.withBufferBytes(Long.MAX_VALUE).withSnaplen(1), 1500);
        assertThat(geometry.blocks()).isPositive();
        assertThat(geometry.frames()).isPositive();
    }
}
