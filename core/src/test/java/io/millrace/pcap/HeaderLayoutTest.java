package io.millrace.pcap;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ffi.Platform;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HeaderLayoutTest {
    private final MemorySegment memory = MemorySegment.ofArray(new long[8]);

    @Test
    void shouldReadEveryFieldOfLinux() {
        memory.set(JAVA_LONG, 8, 0x1_2345_6789L);
        memory.set(JAVA_LONG, 16, 987_654_321L);
        memory.set(JAVA_INT, 24, 60);
        memory.set(JAVA_INT, 28, 1_514);
        assertFields(Platform.LINUX, 0x1_2345_6789L, 24);
        assertFields(Platform.BSD, 0x1_2345_6789L, 24);
    }

    @Test
    void shouldReadEveryFieldOfMacos() {
        memory.set(JAVA_LONG, 8, 0x1_2345_6789L);
        memory.set(JAVA_INT, 16, 987_654_321);
        memory.set(JAVA_INT, 20, 0x5555_5555); // padding
        memory.set(JAVA_INT, 24, 60);
        memory.set(JAVA_INT, 28, 1_514);
        assertFields(Platform.MACOS, 0x1_2345_6789L, 24);
    }

    @Test
    void shouldReadEveryFieldOfWindows() {
        memory.set(JAVA_INT, 8, 0x8765_4321);
        memory.set(JAVA_INT, 12, 987_654_321);
        memory.set(JAVA_INT, 16, 60);
        memory.set(JAVA_INT, 20, 1_514);
        assertFields(Platform.WINDOWS, 0x8765_4321L, 16);
    }

    @ParameterizedTest
    @EnumSource
    void shouldReadASpanOfTime(Platform platform) {
        HeaderLayout layout = HeaderLayout.of(platform);
        MemorySegment timeval = MemorySegment.ofArray(new byte[layout.bytes()]);
        layout.write(timeval, 2, 345_678, 0x5555_5555, 0x5555_5555);
        assertThat(layout.span(timeval, 0)).isEqualTo(Duration.ofSeconds(2, 345_678_000));
    }

    private void assertFields(Platform platform, long seconds, int bytes) {
        HeaderLayout layout = HeaderLayout.of(platform);
        assertThat(layout.seconds(memory, 8)).isEqualTo(seconds);
        assertThat(layout.fraction(memory, 8)).isEqualTo(987_654_321);
        assertThat(layout.caplen(memory, 8)).isEqualTo(60);
        assertThat(layout.len(memory, 8)).isEqualTo(1_514);
        assertThat(layout.bytes()).isEqualTo(bytes);
        assertWritten(layout, seconds);
    }

    private void assertWritten(HeaderLayout layout, long seconds) {
        MemorySegment header = MemorySegment.ofArray(new byte[layout.bytes()]);
        layout.write(header, seconds, 987_654_321, 60, 1_514);
        assertThat(layout.seconds(header, 0)).isEqualTo(seconds);
        assertThat(layout.fraction(header, 0)).isEqualTo(987_654_321);
        assertThat(layout.caplen(header, 0)).isEqualTo(60);
        assertThat(layout.len(header, 0)).isEqualTo(1_514);
    }
}
