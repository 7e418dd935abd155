package io.millrace.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OutputTest {
    @Test
    void shouldKeepLinesInOrderAndWriteInLargePieces() throws Exception {
        var out = new Writes();
        var expected = new StringBuilder();

        try (Output output = new Output(out, false)) {
            for (int i = 0; i < 50_000; i++) {
                output.line("line " + i);
                expected.append("line ").append(i).append('\n');
            }
        }

        assertThat(out.toString(UTF_8)).isEqualTo(expected.toString());
        assertThat(out.writes).isLessThan(1_000);
    }

    @Test
    void shouldWriteASlowTrickleWithoutBeingClosed() throws Exception {
        var out = new Writes();
        try (Output output = new Output(out, false)) {
            output.line("alone");

            assertThat(out.written.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(out.toString(UTF_8)).isEqualTo("alone\n");
        }
    }

    @Test
    void shouldWriteEachLineAtOnceIfToldTo() throws Exception {
        var out = new Writes();
        try (Output output = new Output(out, true)) {
            output.line("one");
            assertThat(out.toString(UTF_8)).isEqualTo("one\n");
            output.line("two");
            assertThat(out.toString(UTF_8)).isEqualTo("one\ntwo\n");
        }
        assertThat(out.writes).isEqualTo(2);
    }

    @Test
    void shouldWriteALineLongerThanItsBuffer() throws Exception {
        var out = new Writes();
        try (Output output = new Output(out, false)) {
            output.line("short");
            output.line("x".repeat(200_000));
            output.line("short");
        }

        assertThat(out.toString(UTF_8)).isEqualTo("short\n" + "x".repeat(200_000) + "\nshort\n");
    }

    @Test
    void shouldStopQuietlyWhenItsReaderHasGone() throws Exception {
        var told = new CountDownLatch(1);
        Output output = new Output(failing("Broken pipe"), false);
        output.whenBroken(told::countDown);

        output.line("nobody reads this");

        assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
        output.line("nor this");
        output.close();
    }

    @Test
    void shouldTellOtherFailuresWhenClosed() {
        Output output = new Output(failing("No space left on device"), false);
        output.line("lost");

        assertThatIOException().isThrownBy(output::close).withMessage("standard output: No space left on device");
    }

    private static OutputStream failing(String message) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(message);
            }
        };
    }

    private static final class Writes extends ByteArrayOutputStream {
        private final CountDownLatch written = new CountDownLatch(1);
        private int writes;

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            super.write(bytes, offset, length);
            writes++;
            written.countDown();
        }
    }
}
