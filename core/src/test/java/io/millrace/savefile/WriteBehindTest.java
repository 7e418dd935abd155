package io.millrace.savefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.race.Race;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Forbidden: a chunk that is written twice, never, or out of turn; one that comes back before it was written, or with what the
 * thread did to it unseen; one that is written behind another that could not be; and an owner who waits for ever.
 */
final class WriteBehindTest {
    private static final int CHUNK_BYTES = 64;
    private static final int HEALTHY = Integer.MAX_VALUE;

    /** A file in memory, each of whose writes is a number; neither side guards it. */
    private static final class Numbers extends NoFile {
        private final List<Integer> written = new ArrayList<>();
        private final int breaksAt;
        private final boolean wildly;

        Numbers(int breaksAt, boolean wildly) {
            this.breaksAt = breaksAt;
            this.wildly = wildly;
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            if (written.size() == breaksAt) {
                if (wildly) {
                    throw new IllegalStateException("wild");
                }
                throw new IOException("full");
            }
            int number = bytes.getInt();
            while (bytes.hasRemaining()) {
                Race.forbid(bytes.getInt() != number, "a chunk that is half of another");
            }
            written.add(number);
        }
    }

    /** Lets so many chunks be written; says which of them came back as written. */
    private static List<Integer> write(WriteBehind behind, int chunks) {
        List<Integer> through = new ArrayList<>();
        for (int i = 0; i < chunks; i++) {
            Chunk chunk = behind.isFull() ? back(behind, through) : behind.empty();
            chunk.bytes.clear();
            while (chunk.bytes.hasRemaining()) {
                chunk.bytes.putInt(i);
            }
            chunk.keep(0, 0, 0, i);
            chunk.bytes.flip();
            behind.write(chunk);
        }
        while (behind.isBusy()) {
            behind.giveBack(back(behind, through));
        }
        return through;
    }

    private static Chunk back(WriteBehind behind, List<Integer> through) {
        Chunk chunk = behind.await();
        if (chunk.failure == null) {
            Race.forbid(chunk.bytes.hasRemaining(), "a chunk that came back before it was written");
            through.add((int) chunk.packets);
        }
        return chunk;
    }

    private static void race(int chunks, int breaksAt) {
        Numbers numbers = new Numbers(breaksAt, false);
        List<Integer> through;
        try (WriteBehind behind = new WriteBehind(numbers, 2, CHUNK_BYTES)) {
            through = write(behind, chunks);
        }
        Race.forbid(!through.equals(numbers.written), "came back " + through + ", written " + numbers.written);
        Race.forbid(through.size() != Math.min(chunks, breaksAt), "written only " + through);
        for (int i = 0; i < through.size(); i++) {
            Race.forbid(through.get(i) != i, "out of turn: " + through);
        }
    }

    @Test
    void shouldWriteEachChunkOnceAndInTurnInEveryInterleaving() {
        Race.explore(() -> race(3, HEALTHY));
    }

    @Test
    void shouldWriteNothingBehindWhatCannotBeWrittenInAnyInterleaving() {
        Race.explore(() -> race(3, 1));
    }

    @Test
    void shouldHandChunksOverOnRealProcessors() {
        Race.load(() -> race(10_000, HEALTHY));
        for (int breaksAt = 0; breaksAt < 100; breaksAt++) {
            int at = breaksAt;
            Race.load(() -> race(120, at));
        }
    }

    @Test
    void shouldTellWhateverHappensToTheThread() {
        try (WriteBehind behind = new WriteBehind(new Numbers(0, true), 2, CHUNK_BYTES)) {
            behind.write(behind.empty());
            Chunk chunk = behind.await();
            assertThat(chunk.failure).isInstanceOf(IllegalStateException.class).hasMessage("wild");
            behind.giveBack(chunk);
        }
    }

    @Test
    void shouldNotBeInterrupted() {
        Numbers numbers = new Numbers(HEALTHY, false);
        try (WriteBehind behind = new WriteBehind(numbers, 2, CHUNK_BYTES)) {
            Thread.currentThread().interrupt();
            assertThat(write(behind, 1_000)).hasSize(1_000);
        }
        assertThat(Thread.interrupted()).as("the owner is still interrupted").isTrue();
        assertThat(numbers.written).hasSize(1_000);
    }
}
