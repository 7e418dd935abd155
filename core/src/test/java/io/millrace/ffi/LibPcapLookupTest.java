package io.millrace.ffi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LibPcapLookupTest {
    @Test
    void shouldKnowTheNamesOfEveryPlatform() {
        assertThat(LibPcapLookup.names(Platform.LINUX, null)).contains("libpcap.so.0.8", "libpcap.so.1", "libpcap.so");
        assertThat(LibPcapLookup.names(Platform.MACOS, null))
                .startsWith("libpcap.A.dylib")
                .contains(
                        "/opt/homebrew/opt/libpcap/lib/libpcap.A.dylib", "/usr/local/opt/libpcap/lib/libpcap.A.dylib");
        assertThat(LibPcapLookup.names(Platform.WINDOWS, null))
                .startsWith("C:\\Windows\\System32\\Npcap\\wpcap.dll")
                .contains("wpcap.dll");
        assertThat(LibPcapLookup.names(Platform.WINDOWS, "D:\\Win")).startsWith("D:\\Win\\System32\\Npcap\\wpcap.dll");
        assertThat(LibPcapLookup.names(Platform.BSD, null)).contains("libpcap.so");
    }

    @ParameterizedTest
    @CsvSource({
        "LINUX, apt-get install libpcap0.8",
        "MACOS, brew install libpcap",
        "BSD, part of the system",
        "WINDOWS, https://npcap.com"
    })
    void shouldSayWhatToInstall(Platform platform, String words) {
        assertThat(LibPcapLookup.remedy(platform)).contains(words);
    }

    @ParameterizedTest
    @EnumSource
    void shouldNameTheProperty(Platform platform) {
        assertThat(LibPcapLookup.remedy(platform)).contains("-Dmillrace.libpcap=PATH");
    }
}
