package io.millrace.pcap;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.LiveTest;
import io.millrace.ffi.Platform;
import io.millrace.pcap.PcapDevice.Address;
import io.millrace.pcap.PcapDevice.Connection;
import io.millrace.pcap.PcapDevice.Flag;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeviceListTest {
    private final Arena arena = Arena.ofAuto();

    @ParameterizedTest
    @EnumSource
    void shouldReadEveryFieldOfTheLists(Platform platform) throws Exception {
        SockaddrLayout layout = SockaddrLayout.of(platform);
        long last = struct(0, inet(layout, 10, 0, 0, 5), 0, 0, inet(layout, 10, 0, 0, 6));
        long unknown = struct(last, family(layout, 99), 0, 0, 0);
        long first = struct(
                unknown,
                inet(layout, 10, 1, 2, 3),
                inet(layout, 255, 255, 0, 0),
                inet(layout, 10, 1, 255, 255),
                inet(layout, 10, 9, 9, 9));
        long second = struct(0, text("any"), 0, 0, 0x30);
        long list = struct(second, text("eth7"), text("Seventh"), first, 0x26);

        List<PcapDevice> devices = DeviceList.devices(list, layout);
        assertThat(devices)
                .containsExactly(
                        new PcapDevice(
                                "eth7",
                                "Seventh",
                                List.of(
                                        new Address<>(
                                                address(10, 1, 2, 3),
                                                address(255, 255, 0, 0),
                                                address(10, 1, 255, 255),
                                                address(10, 9, 9, 9)),
                                        new Address<>(address(10, 0, 0, 5), null, null, address(10, 0, 0, 6))),
                                List.of(),
                                Set.of(Flag.UP, Flag.RUNNING),
                                Connection.DISCONNECTED),
                        new PcapDevice("any", null, List.of(), List.of(), Set.of(), Connection.NOT_APPLICABLE));
        assertThat(DeviceList.devices(0, layout)).isEmpty();
    }

    @Test
    void shouldKnowEveryFlag() {
        assertThat(withFlags(0x01).flags()).containsExactly(Flag.LOOPBACK);
        assertThat(withFlags(0x02).flags()).containsExactly(Flag.UP);
        assertThat(withFlags(0x04).flags()).containsExactly(Flag.RUNNING);
        assertThat(withFlags(0x08).flags()).containsExactly(Flag.WIRELESS);
        assertThat(withFlags(0x00).connection()).isEqualTo(Connection.UNKNOWN);
        assertThat(withFlags(0x1f).connection()).isEqualTo(Connection.CONNECTED);
        assertThat(withFlags(0x2f).connection()).isEqualTo(Connection.DISCONNECTED);
        assertThat(withFlags(0x3f).connection()).isEqualTo(Connection.NOT_APPLICABLE);
    }

    @Test
    @LiveTest
    void shouldListRealDevices() throws Exception {
        Said made = Said.by(
                "sh",
                "-ec",
                "ip link add mrd0 address 02:00:00:00:00:07 type veth peer name mrd1;"
                        + " ip addr add 10.7.8.9/20 broadcast 10.7.15.255 dev mrd0; ip link set mrd0 up");
        assertThat(made.status()).as(made.err()).isZero();
        try {
            PcapDevice device = named("mrd0");
            assertThat(device.flags()).containsExactly(Flag.UP);
            assertThat(device.connection()).isEqualTo(Connection.DISCONNECTED); // the peer is down
            assertThat(device.addresses())
                    .containsExactly(new Address<>(
                            address(10, 7, 8, 9), address(255, 255, 240, 0), address(10, 7, 15, 255), null));
            assertThat(device.linkAddresses()).singleElement().satisfies(link -> {
                assertThat(link.address()).hasToString("02:00:00:00:00:07");
                assertThat(link.broadcast()).hasToString("ff:ff:ff:ff:ff:ff");
                assertThat(link.netmask()).isNull();
            });
            assertThat(PcapNetwork.of("mrd0"))
                    .isEqualTo(new PcapNetwork(
                            (Inet4Address) address(10, 7, 0, 0), (Inet4Address) address(255, 255, 240, 0)));
            assertThatThrownBy(() -> PcapNetwork.of("mrd1"))
                    .hasMessageStartingWith("mrd1: the network cannot be looked up: ");
        } finally {
            Said.by("ip", "link", "delete", "mrd0");
        }
        assertThat(named("lo").flags()).containsExactlyInAnyOrder(Flag.LOOPBACK, Flag.UP, Flag.RUNNING);
        assertThat(named("lo").connection()).isEqualTo(Connection.NOT_APPLICABLE);
        assertThat(named("any").description()).contains("all interfaces");
        assertThat(PcapNetwork.of("any").netmask().getHostAddress()).isEqualTo("0.0.0.0");
        assertThat(PcapNetwork.of("lo").address().getHostAddress()).isEqualTo("127.0.0.0");
        assertThatThrownBy(() -> PcapNetwork.of("nosuch0")).hasMessageContaining("No such device");
    }

    private static PcapDevice named(String name) {
        return Pcap.devices().stream()
                .filter(device -> device.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private PcapDevice withFlags(int flags) {
        return DeviceList.devices(struct(0, text("x"), 0, 0, flags), SockaddrLayout.CURRENT)
                .getFirst();
    }

    /** Both structures have five fields of eight bytes, or four and flags. */
    private long struct(long... fields) {
        MemorySegment memory = arena.allocate(40, 8);
        for (int i = 0; i < fields.length; i++) {
            memory.set(JAVA_LONG, 8L * i, fields[i]);
        }
        return memory.address();
    }

    private long text(String text) {
        return arena.allocateFrom(text).address();
    }

    private long family(SockaddrLayout layout, int family) {
        MemorySegment memory = arena.allocate(16, 4);
        if (layout.lengthFirst()) {
            memory.set(JAVA_BYTE, 0, (byte) 16);
            memory.set(JAVA_BYTE, 1, (byte) family);
        } else {
            memory.set(JAVA_INT, 0, family); // a short, and the port, which is 0
        }
        return memory.address();
    }

    private long inet(SockaddrLayout layout, int... bytes) {
        long sockaddr = family(layout, 2);
        for (int i = 0; i < 4; i++) {
            NativeMemory.at(sockaddr, 16).set(JAVA_BYTE, 4 + i, (byte) bytes[i]);
        }
        return sockaddr;
    }

    private static InetAddress address(int... parts) throws Exception {
        byte[] bytes = new byte[4];
        for (int i = 0; i < 4; i++) {
            bytes[i] = (byte) parts[i];
        }
        return InetAddress.getByAddress(bytes);
    }
}
