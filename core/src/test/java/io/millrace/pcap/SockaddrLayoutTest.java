package io.millrace.pcap;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ffi.Platform;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SockaddrLayoutTest {
    private static final int AF_INET = 2;

    private final MemorySegment memory = MemorySegment.ofArray(new byte[36]);

    @ParameterizedTest
    @CsvSource({"LINUX, 10", "MACOS, 30", "BSD, 28", "WINDOWS, 23"})
    void shouldReadBothFamilies(Platform platform, int inet6) throws Exception {
        SockaddrLayout layout = SockaddrLayout.of(platform);
        for (int i = 2; i < 36; i++) {
            memory.set(JAVA_BYTE, i, (byte) i);
        }
        family(layout, AF_INET);
        assertThat(layout.address(memory, 2)).isEqualTo(InetAddress.getByAddress(new byte[] {6, 7, 8, 9}));
        family(layout, inet6);
        byte[] expected = new byte[16];
        for (int i = 0; i < 16; i++) {
            expected[i] = (byte) (10 + i);
        }
        assertThat(layout.address(memory, 2).getAddress()).isEqualTo(expected);
    }

    @Test
    void shouldLeaveOutOtherFamilies() {
        family(SockaddrLayout.of(Platform.LINUX), 17);
        assertThat(SockaddrLayout.of(Platform.LINUX).address(memory, 2)).isNull();
    }

    private void family(SockaddrLayout layout, int family) {
        if (layout.lengthFirst()) {
            memory.set(JAVA_BYTE, 2, (byte) 28);
            memory.set(JAVA_BYTE, 3, (byte) family);
        } else {
            memory.set(JAVA_SHORT.withByteAlignment(1), 2, (short) family);
        }
    }
}
