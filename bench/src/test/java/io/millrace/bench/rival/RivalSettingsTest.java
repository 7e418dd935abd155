package io.millrace.bench.rival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RivalSettingsTest {
    @Test
    void shouldReadTheArgumentsThatItWrites() {
        RivalSettings settings = new RivalSettings(HandlerKind.SPIN, 2, 3, 4, true, false, 5, 6L << 33, 7);
        assertThat(RivalSettings.parse(settings.arguments())).isEqualTo(settings);
        assertThat(RivalSettings.parse(List.of())).isEqualTo(RivalSettings.DEFAULTS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"colour=red", "handler=print", "workers=many", "workers", "=1", ""})
    void shouldRefuseWhatIsNoSetting(String argument) {
        assertThatThrownBy(() -> RivalSettings.parse(List.of(argument)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(argument + " (expected: a setting of a rival, NAME=VALUE)");
    }
}
