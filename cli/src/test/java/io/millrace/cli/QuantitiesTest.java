package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {
    @ParameterizedTest
    @CsvSource({"0,0", "65536,65536", "64k,65536", "64K,65536", "256m,268435456", "1g,1073741824", "1.5k,1536", "7b,7"})
    void shouldReadSizesInPowersOf1024(String text, long bytes) {
        assertThat(Quantities.bytes(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "k", "-1", "1x", "1 k", "0.3", "1t", "9999999999g", "1.5", "99999999999999999999"})
    void shouldSayWhatASizeLooksLike(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quantities.bytes(text))
                .withMessage(text + " (expected: a size such as 65536, 64k, 256m or 1g)");
    }

    @ParameterizedTest
    @CsvSource({
        "500us,500000",
        "1ms,1000000",
        "2s,2000000000",
        "1m,60000000000",
        "1h,3600000000000",
        "1.5ms,1500000",
        "7ns,7"
    })
    void shouldReadDurations(String text, long nanos) {
        assertThat(Quantities.duration(text)).isEqualTo(Duration.ofNanos(nanos));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "ms", "-1s", "1 s", "1d", "0.5ns", "9999999999h"})
    void shouldSayWhatADurationLooksLike(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quantities.duration(text))
                .withMessage(text + " (expected: a duration such as 500us, 1ms, 2s, 1m or 1h)");
    }

    @Test
    void shouldTakeTheLargestSizeThatALongHolds() {
        assertThat(Quantities.bytes("8589934591g")).isEqualTo(8_589_934_591L << 30);
    }
}
