package io.millrace.afpacket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

@SuppressWarnings("restricted") // reads what the kernel would read
class ProgramTest {
    private static final long RETURN_ALL = Program.instruction(6, 0, 0, 262_144);

    @Test
    void shouldWriteEachFieldOfAnInstruction() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment written = Program.of(Program.instruction(0x1234, 0x56, 0x78, 0x9abcdef0))
                    .write(arena);
            MemorySegment code = written.get(ValueLayout.ADDRESS, 8).reinterpret(8);
            assertThat(written.get(ValueLayout.JAVA_SHORT, 0)).isEqualTo((short) 1);
            assertThat(code.get(ValueLayout.JAVA_SHORT, 0)).isEqualTo((short) 0x1234);
            assertThat(code.get(ValueLayout.JAVA_BYTE, 2)).isEqualTo((byte) 0x56);
            assertThat(code.get(ValueLayout.JAVA_BYTE, 3)).isEqualTo((byte) 0x78);
            assertThat(code.get(ValueLayout.JAVA_INT, 4)).isEqualTo(0x9abcdef0);
        }
    }

    @Test
    void shouldClipWhatAFilterReturnsToTheSnaplenButKeepItsRejections() {
        Program filter = Program.of(Program.instruction(6, 0, 0, 0), RETURN_ALL);
        Program attached = Program.forRing(RingConfig.DEFAULT.withSnaplen(64).withFilter(filter), false);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment code =
                    attached.write(arena).get(ValueLayout.ADDRESS, 8).reinterpret(16);
            assertThat(code.get(ValueLayout.JAVA_INT, 4)).isZero();
            assertThat(code.get(ValueLayout.JAVA_INT, 12)).isEqualTo(64);
        }
    }

    @Test
    void shouldCheckTheDirectionBeforeTheFilter() {
        RingConfig config = RingConfig.DEFAULT.withFilter(Program.of(RETURN_ALL));
        assertThat(Program.forRing(config, false).length()).isEqualTo(1);
        assertThat(Program.forRing(config, true).length()).isEqualTo(5);
        assertThat(Program.forRing(config.withDirection(RingDirection.IN), false)
                        .length())
                .isEqualTo(5);
    }

    @Test
    void shouldRefuseAProgramThatIsTooLong() {
        long[] tooLong = new long[4096];
        assertThatThrownBy(() -> Program.of(tooLong)).hasMessageContaining("4096 instructions");
        assertThatThrownBy(Program::of).hasMessageContaining("0 instructions");
    }

    @Test
    void shouldRefuseSettingsOutOfRange() {
        assertThatThrownBy(() -> RingConfig.DEFAULT.withSnaplen(0)).hasMessage("snaplen: 0 (expected: 1 to 262144)");
        assertThatThrownBy(() -> RingConfig.DEFAULT.withBufferBytes(0)).hasMessage("bufferBytes: 0 (expected: > 0)");
        assertThatThrownBy(() -> RingConfig.DEFAULT.withFanoutGroup(70_000)).hasMessageContaining("fanoutGroup: 70000");
    }
}
