package io.millrace.savefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ffi.Memory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that begin with their length, of every length, to a disk that has room for so much: what is left of them there. */
class RecordBufferTest {
    private static final int PIECE_BYTES = 256 << 10;
    private static final int HEAD_BYTES = 8;
    private static final int PACKET = 1;

    /** A disk that is full at some byte. */
    private static final class Disk extends NoFile {
        private final boolean pieces;
        private final long room;
        private final ByteArrayOutputStream there = new ByteArrayOutputStream();
        private final List<Integer> ends = new ArrayList<>();

        Disk(boolean pieces, long room) {
            this.pieces = pieces;
            this.room = room;
        }

        @Override
        public boolean takesPieces() {
            return pieces;
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            byte[] some = new byte[(int) Math.min(bytes.remaining(), room - there.size())];
            bytes.get(some);
            there.writeBytes(some);
            ends.add(there.size());
            if (bytes.hasRemaining()) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public void cutTo(long bytes) {
            byte[] all = there.toByteArray();
            there.reset();
            there.write(all, 0, (int) bytes);
        }
    }

    private static final class Lengths implements RecordBuffer.Layout {
        @Override
        public long recordBytes(long at, boolean firstOfFile) {
            assertThat(firstOfFile).isEqualTo(Memory.ALL.get(ValueLayout.JAVA_INT_UNALIGNED, at + 4) == 0);
            return Memory.ALL.get(ValueLayout.JAVA_INT_UNALIGNED, at);
        }

        @Override
        public boolean isPacket(long at, boolean firstOfFile) {
            return Memory.ALL.get(ValueLayout.JAVA_INT_UNALIGNED, at + 4) % 3 == PACKET;
        }
    }

    /** Some hundreds of records, few of them long. */
    private static List<Integer> lengths(long seed) {
        Random random = new Random(seed);
        List<Integer> lengths = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            int most = i % 100 == 99 ? 600_000 : i % 10 == 9 ? 70_000 : 3_000;
            lengths.add(HEAD_BYTES + random.nextInt(most));
        }
        return lengths;
    }

    private static int number(byte[] all, int at) {
        return MemorySegment.ofArray(all).get(ValueLayout.JAVA_INT_UNALIGNED, at);
    }

    private static int write(RecordBuffer buffer, List<Integer> lengths, int drainEach) throws IOException {
        int packets = 0;
        for (int i = 0; i < lengths.size(); i++) {
            int length = lengths.get(i);
            if (buffer.isFull(length)) {
                buffer.makeRoom(length);
            }
            long at = buffer.next();
            Memory.ALL.asSlice(at, length).fill((byte) i);
            Memory.ALL.set(ValueLayout.JAVA_INT_UNALIGNED, at, length);
            Memory.ALL.set(ValueLayout.JAVA_INT_UNALIGNED, at + 4, i);
            if (i % 3 == PACKET) {
                buffer.addPacket(length);
                packets++;
            } else {
                buffer.add(length);
            }
            assertThat(buffer.writtenPackets() + buffer.waitingPackets()).isEqualTo(packets);
            if (i % drainEach == drainEach - 1) {
                buffer.drain();
            }
        }
        buffer.drain();
        return packets;
    }

    /** Reads the records that are there, which have to be whole; says how many packets they are. */
    private static int read(byte[] all, List<Integer> lengths) {
        int packets = 0;
        int at = 0;
        for (int i = 0; at < all.length; i++) {
            int length = number(all, at);
            assertThat(length).isEqualTo(lengths.get(i));
            assertThat(number(all, at + 4)).isEqualTo(i);
            for (int k = HEAD_BYTES; k < length; k++) {
                if (all[at + k] != (byte) i) {
                    assertThat(all[at + k]).as("record " + i + ", byte " + k).isEqualTo((byte) i);
                }
            }
            packets += i % 3 == PACKET ? 1 : 0;
            at += length;
        }
        assertThat(at).isEqualTo(all.length);
        return packets;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldWritePiecesThatAreTheWholeInTheEnd(long seed) throws Exception {
        List<Integer> lengths = lengths(seed);
        for (int drainEach : new int[] {1, 7, 150, Integer.MAX_VALUE}) {
            Disk disk = new Disk(true, Long.MAX_VALUE);
            RecordBuffer buffer = new RecordBuffer(disk, new Lengths());
            int packets = write(buffer, lengths, drainEach);
            assertThat(buffer.fileBytes()).isEqualTo(disk.there.size());
            assertThat(buffer.writtenPackets()).isEqualTo(packets);
            assertThat(buffer.waitingPackets()).isZero();
            assertThat(read(disk.there.toByteArray(), lengths)).isEqualTo(packets);
            buffer.release();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldEndPiecesWhereTheSystemLikesIt(long seed) throws Exception {
        List<Integer> lengths =
                lengths(seed).stream().filter(length -> length < 100_000).toList();
        Disk disk = new Disk(true, Long.MAX_VALUE);
        RecordBuffer buffer = new RecordBuffer(disk, new Lengths());
        int packets = write(buffer, lengths, Integer.MAX_VALUE);
        assertThat(packets).isPositive();
        assertThat(disk.ends).hasSizeGreaterThan(5);
        disk.ends.removeLast(); // that is the end of the file
        assertThat(disk.ends).allMatch(end -> end % PIECE_BYTES == 0);
        buffer.release();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldLeaveWholeRecordsWhereverTheDiskIsFull(boolean pieces) throws Exception {
        List<Integer> lengths = lengths(6);
        int all = lengths.stream().mapToInt(Integer::intValue).sum();
        Random random = new Random(7);
        for (int i = 0; i < 60; i++) {
            int room = i % 3 == 0 ? (i / 3) * (PIECE_BYTES / 2) + random.nextInt(40) : random.nextInt(all);
            Disk disk = new Disk(pieces, Math.min(room, all - 1));
            RecordBuffer buffer = new RecordBuffer(disk, new Lengths());
            assertThatThrownBy(() -> write(buffer, lengths, 250)).isInstanceOf(IOException.class);
            long given = buffer.writtenPackets() + buffer.waitingPackets();
            buffer.cut();
            assertThat(buffer.fileBytes()).isEqualTo(disk.there.size());
            assertThat(read(disk.there.toByteArray(), lengths)).isEqualTo((int) buffer.writtenPackets());
            assertThat(buffer.writtenPackets() + buffer.waitingPackets()).isEqualTo(given);
            assertThat(buffer.isFull(1)).as("nothing more is begun").isTrue();
            buffer.release();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldWriteWholeRecordsWhereSomebodyReadsAlong(long seed) throws Exception {
        List<Integer> lengths = lengths(seed);
        Disk disk = new Disk(false, Long.MAX_VALUE);
        RecordBuffer buffer = new RecordBuffer(disk, new Lengths());
        int packets = write(buffer, lengths, Integer.MAX_VALUE);
        byte[] all = disk.there.toByteArray();
        assertThat(read(all, lengths)).isEqualTo(packets);
        for (int end : disk.ends) {
            assertThat(read(Arrays.copyOf(all, end), lengths)).isLessThanOrEqualTo(packets);
        }
        buffer.release();
    }
}
