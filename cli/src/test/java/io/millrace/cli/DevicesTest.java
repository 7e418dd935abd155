package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.CaptureException;
import io.millrace.cli.Devices.Entry;
import java.util.List;
import org.junit.jupiter.api.Test;

class DevicesTest {
    private static final Entry LOOPBACK =
            new Entry("lo", "loopback", true, true, 65536, List.of("127.0.0.1/8"), "afpacket");
    private static final Entry DOWN = new Entry("eth0", "Ethernet", false, false, 1500, List.of(), "afpacket");
    private static final Entry UP = new Entry("tun0", "other", true, false, 1400, List.of("10.8.0.2/24"), "libpcap");

    @Test
    void shouldPreferTheFirstDeviceThatIsUpToLoopback() {
        assertThat(Devices.first(List.of(LOOPBACK, DOWN, UP))).isEqualTo("tun0");
        assertThat(Devices.first(List.of(DOWN, LOOPBACK))).isEqualTo("lo");
    }

    @Test
    void shouldSayThatNoDeviceIsUp() {
        assertThatThrownBy(() -> Devices.first(List.of(DOWN)))
                .isInstanceOf(CaptureException.class)
                .hasMessageStartingWith("no device is up");
    }

    @Test
    void shouldListDevicesAsATable() {
        assertThat(DeviceTable.text(List.of(LOOPBACK, DOWN, UP))).isEqualToNormalizingNewlines("""
                DEVICE  KIND      STATE          MTU  SOURCE    ADDRESSES
                lo      loopback  running      65536  afpacket  127.0.0.1/8
                eth0    Ethernet  down          1500  afpacket
                tun0    other     no carrier    1400  libpcap   10.8.0.2/24
                """);
    }
}
