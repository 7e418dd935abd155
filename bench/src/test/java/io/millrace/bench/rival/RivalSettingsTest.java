package io.millrace.bench.rival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
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

    @Test
    void shouldReadWhatMillraceIsToldBesides() {
        RivalSettings common = RivalSettings.DEFAULTS.withWorkers(3);
        for (MillraceSettings settings : List.of(
                MillraceSettings.DEFAULTS.with(common),
                MillraceSettings.writing().with(common),
                MillraceSettings.auto().withQueue(1 << 20).withBusyPoll().with(common))) {
            List<String> arguments = new ArrayList<>(settings.ownArguments());
            arguments.addAll(common.arguments());
            assertThat(MillraceSettings.parse(arguments)).isEqualTo(settings);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"colour=red", "handler=print", "workers=many", "workers", "=1", ""})
    void shouldRefuseWhatIsNoSetting(String argument) {
        assertThatThrownBy(() -> RivalSettings.parse(List.of(argument)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(argument + " (expected: a setting of a rival, NAME=VALUE)");
    }
}
