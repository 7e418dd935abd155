package io.millrace.pcap;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ffi.Platform;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SockaddrLayoutTest {
    private static final int AF_INET = 2;

    /** Every byte is its own offset. */
    private final MemorySegment memory = Arena.ofAuto().allocate(48);

    SockaddrLayoutTest() {
        for (int i = 0; i < 48; i++) {
            memory.set(JAVA_BYTE, i, (byte) i);
        }
    }

    @ParameterizedTest
    @CsvSource({"LINUX, 10", "MACOS, 30", "BSD, 28", "WINDOWS, 23"})
    void shouldReadBothInternetFamilies(Platform platform, int inet6) throws Exception {
        SockaddrLayout layout = SockaddrLayout.of(platform);
        begin(layout, 16, AF_INET);
        assertThat(layout.family(memory.address())).isEqualTo(AF_INET);
        assertThat(layout.isInternet(AF_INET)).isTrue();
        assertThat(layout.internet(memory.address(), AF_INET))
                .isEqualTo(InetAddress.getByAddress(new byte[] {4, 5, 6, 7}));

        begin(layout, 28, inet6);
        assertThat(layout.family(memory.address())).isEqualTo(inet6);
        assertThat(layout.isInternet(inet6)).isTrue();
        Inet6Address address = (Inet6Address) layout.internet(memory.address(), inet6);
        assertThat(address.getAddress()).isEqualTo(offsets(8, 16));
        assertThat(address.getScopeId())
                .isEqualTo(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? 0x1b1a1918 : 0x18191a1b);
    }

    @Test
    void shouldReadTheLinkLayerOfLinux() {
        SockaddrLayout layout = SockaddrLayout.of(Platform.LINUX);
        begin(layout, 20, 17);
        assertThat(layout.isLink(layout.family(memory.address()))).isTrue();
        memory.set(JAVA_BYTE, 11, (byte) 6);
        assertThat(layout.link(memory.address()).bytes()).isEqualTo(offsets(12, 6));
        assertThat(layout.link(memory.address())).hasToString("0c:0d:0e:0f:10:11");
        memory.set(JAVA_BYTE, 11, (byte) 20); // Infiniband's have no room in the structure
        assertThat(layout.link(memory.address()).bytes()).isEqualTo(offsets(12, 8));
    }

    @ParameterizedTest
    @EnumSource(names = {"MACOS", "BSD"})
    void shouldReadTheLinkLayerOfBsd(Platform platform) {
        SockaddrLayout layout = SockaddrLayout.of(platform);
        begin(layout, 20, 18);
        assertThat(layout.isLink(layout.family(memory.address()))).isTrue();
        memory.set(JAVA_BYTE, 5, (byte) 3); // en0
        memory.set(JAVA_BYTE, 6, (byte) 6);
        assertThat(layout.link(memory.address()).bytes()).isEqualTo(offsets(11, 6));
        memory.set(JAVA_BYTE, 6, (byte) 200);
        assertThat(layout.link(memory.address()).bytes()).isEqualTo(offsets(11, 9)); // never beyond the structure
        memory.set(JAVA_BYTE, 5, (byte) 200);
        assertThat(layout.link(memory.address()).bytes()).isEmpty();
        memory.set(JAVA_BYTE, 0, (byte) 0);
        assertThat(layout.link(memory.address()).bytes()).isEmpty();
    }

    @Test
    void shouldFillUpAMaskThatLeavesItsZerosOut() throws Exception {
        SockaddrLayout layout = SockaddrLayout.of(Platform.BSD);
        begin(layout, 6, 0);
        assertThat(layout.internet(memory.address(), AF_INET))
                .isEqualTo(InetAddress.getByAddress(new byte[] {4, 5, 0, 0}));
    }

    @Test
    void shouldKnowNoOtherFamily() {
        for (Platform platform : Platform.values()) {
            SockaddrLayout layout = SockaddrLayout.of(platform);
            assertThat(layout.isInternet(1)).isFalse();
            assertThat(layout.isLink(1)).isFalse();
            assertThat(layout.isLink(0)).isFalse();
        }
        assertThat(SockaddrLayout.of(Platform.LINUX).isInternet(30)).isFalse();
        assertThat(SockaddrLayout.of(Platform.WINDOWS).isLink(17)).isFalse();
    }

    private void begin(SockaddrLayout layout, int size, int family) {
        if (layout.lengthFirst()) {
            memory.set(JAVA_BYTE, 0, (byte) size);
            memory.set(JAVA_BYTE, 1, (byte) family);
        } else {
            memory.set(JAVA_SHORT_UNALIGNED, 0, (short) family);
        }
    }

    private static byte[] offsets(int from, int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (from + i);
        }
        return bytes;
    }
}
