package io.millrace.savefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.protocol.Linktype;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class InterfacesTest {
    private static InterfaceDescription named(String name) {
        return InterfaceDescription.of(
                Linktype.EN10MB, 0, ChronoUnit.NANOS, Options.NONE.with(OptionCode.IF_NAME, name));
    }

    @Test
    void shouldGiveOneNumberToThoseOfWhichTheSameIsTold() {
        Interfaces interfaces = new Interfaces(named("eth0"));
        assertThat(interfaces.number(named("eth1"))).isEqualTo(1);
        assertThat(interfaces.number(named("eth0"))).isZero();
        assertThat(interfaces.number(named("eth1"))).isEqualTo(1);
        assertThat(interfaces.list()).containsExactly(named("eth0"), named("eth1"));
        assertThat(interfaces.get(1)).isEqualTo(named("eth1"));
    }

    @Test
    void shouldBeBoundedWhateverAFileDescribes() {
        Interfaces interfaces = new Interfaces(named("0"));
        for (int i = 1; i < Interfaces.MOST; i++) {
            assertThat(interfaces.number(named(String.valueOf(i)))).isEqualTo(i);
        }
        assertThatThrownBy(() -> interfaces.number(named("one more")))
                .isInstanceOf(SavefileException.class)
                .hasMessageContaining("more than 65536 interfaces");
        assertThat(interfaces.number(named("7"))).isEqualTo(7);
    }
}
