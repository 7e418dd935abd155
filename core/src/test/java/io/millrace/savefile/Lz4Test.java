package io.millrace.savefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** LZ4 against the program of that name: what either writes the other reads. */
@Timeout(60)
class Lz4Test {
    private static final byte[] SKIPPABLE = {0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3};

    @TempDir
    private Path folder;

    /**
     * Packets of a savefile; nothing; what is about as long as the format's limits; what repeats; what does not. (A little
     * less than 65,536 bytes in blocks of 64 KiB are an error of lz4 1.9.4.)
     */
    private static List<byte[]> samples() {
        List<byte[]> samples = new ArrayList<>();
        samples.add(packets(400));
        Random random = new Random(42);
        for (int length : new int[] {0, 1, 4, 5, 12, 13, 14, 64, 65_000, 65_536, 65_537, 262_144, 262_145, 700_000}) {
            byte[] noise = new byte[length];
            random.nextBytes(noise);
            samples.add(noise);
            samples.add(new byte[length]);
            byte[] words = new byte[length];
            for (int i = 0; i < length; i++) {
                words[i] = (byte) (i % 7 == 0 ? random.nextInt(4) : i % 5);
            }
            samples.add(words);
        }
        return samples;
    }

    private static byte[] packets(int count) {
        return new MadePcap(ByteOrder.LITTLE_ENDIAN, MadePcap.NANOS)
                .packets(count)
                .bytes();
    }

    private static byte[] compressed(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream lz4 = new Lz4().compress(out)) {
            for (int at = 0; at < plain.length; at += 50_000) {
                lz4.write(plain, at, Math.min(50_000, plain.length - at));
            }
        }
        return out.toByteArray();
    }

    private static byte[] decompressed(byte[] compressed) throws IOException {
        return new Lz4().decompress(new ByteArrayInputStream(compressed)).readAllBytes();
    }

    private Path file(String name, byte[]... parts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return Files.write(folder.resolve(name), all.toByteArray());
    }

    private byte[] byProgram(byte[] plain, String options) throws IOException, InterruptedException {
        Path to = folder.resolve("made.lz4");
        List<String> command = new ArrayList<>(List.of("lz4", "-qf"));
        command.addAll(Arrays.asList(options.split(" ")));
        command.addAll(List.of(file("plain", plain).toString(), to.toString()));
        Tshark.run(command.toArray(String[]::new));
        return Files.readAllBytes(to);
    }

    @Test
    void shouldBeReadByTheProgram() throws Exception {
        Path back = folder.resolve("back");
        for (byte[] sample : samples()) {
            byte[] made = compressed(sample);
            Tshark.run("lz4", "-dqf", file("ours.lz4", made).toString(), back.toString());
            assertThat(Files.readAllBytes(back)).isEqualTo(sample);
            assertThat(decompressed(made)).isEqualTo(sample);
        }
        assertThat(compressed(new byte[700_000])).hasSizeLessThan(5_000);
    }

    /** Blocks that refer to those before (-BD) are what liblz4 makes unless told otherwise. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "-9",
                "-1 -BD -B4",
                "-9 -BD -B4",
                "-BD",
                "-B4 -BX",
                "-B7 --content-size",
                "-B5 -BD -BX --no-frame-crc",
                "-l",
                "-9 -l"
            })
    void shouldReadWhatTheProgramWrites(String options) throws Exception {
        for (byte[] sample : samples()) {
            assertThat(decompressed(byProgram(sample, options))).isEqualTo(sample);
        }
    }

    @Test
    void shouldReadSavefilesInFramesThatFollowEachOtherPastThoseForOthers() throws Exception {
        byte[] whole = packets(300);
        byte[] first = compressed(Arrays.copyOf(whole, 10_000));
        byte[] second = byProgram(Arrays.copyOfRange(whole, 10_000, whole.length), "-BD");
        Path file = file("frames", SKIPPABLE, first, SKIPPABLE, second, SKIPPABLE);
        assertThat(Seen.all(file)).hasSize(300).isEqualTo(Seen.all(file("whole.pcap", whole)));

        assertThatThrownBy(() -> Seen.all(file("tail", first, second, new byte[] {1, 2, 3, 4, 5})))
                .isInstanceOf(SavefileException.class)
                .hasMessageEndingWith("tail: cannot be read further: what follows the frame of lz4 is none");
    }

    /** Blocks of 8 MiB; the second frame is told from a block by its magic number. */
    @Test
    void shouldReadLegacyFramesOfSeveralBlocksThatFollowEachOther() throws Exception {
        byte[] plain = new byte[(16 << 20) + 12_345];
        Random random = new Random(9);
        for (int i = 0; i < plain.length; i++) {
            plain[i] = (byte) (i % 3 == 0 ? random.nextInt() : i);
        }
        byte[] made = byProgram(plain, "-l");
        assertThat(decompressed(made)).isEqualTo(plain);

        byte[] whole = packets(300);
        byte[] first = byProgram(Arrays.copyOf(whole, 10_000), "-l");
        byte[] second = byProgram(Arrays.copyOfRange(whole, 10_000, 20_000), "-l");
        byte[] third = compressed(Arrays.copyOfRange(whole, 20_000, whole.length));
        Path file = file("legacy", first, second, SKIPPABLE, third);
        assertThat(Seen.all(file)).hasSize(300).isEqualTo(Seen.all(file("whole.pcap", whole)));
        assertThat(Seen.all(file("alone.lz4", byProgram(whole, "-l")))).hasSize(300);
    }

    /** It has no checksums: what is damaged may be read as something else, but never crashes; what is cut is told. */
    @Test
    void shouldEndWhereALegacyFrameIsCut() throws Exception {
        byte[] made = byProgram(packets(60), "-l");
        for (int i = 9; i < made.length; i += 31) { // each takes 16 MiB
            byte[] cut = Arrays.copyOf(made, i);
            assertThatThrownBy(() -> decompressed(cut)).isInstanceOf(EOFException.class);
            byte[] damaged = made.clone();
            damaged[i] ^= (byte) (1 << (i % 8));
            try {
                assertThat(decompressed(damaged)).hasSizeLessThanOrEqualTo(Lz4Frame.LEGACY_BLOCK_BYTES);
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("lz4");
            }
        }
    }

    @Test
    void shouldGiveEveryPacketBeforeTheDamage() throws Exception {
        MadePcap packets = new MadePcap(ByteOrder.LITTLE_ENDIAN, MadePcap.NANOS);
        Random random = new Random(7);
        int all = 600;
        for (int i = 0; i < all; i++) {
            byte[] noise = new byte[300];
            random.nextBytes(noise);
            packets.packet(i, 0, noise.length, noise.length, noise);
        }
        byte[] made = byProgram(packets.bytes(), "-B4 -BX");
        try (SavefileReader reader = SavefileReader.open(file("cut.lz4", Arrays.copyOf(made, made.length - 20)))) {
            int count = 0;
            assertThat(reader.next()).isTrue();
            try {
                while (reader.next()) {
                    count++;
                }
                throw new AssertionError("a truncated file has no end");
            } catch (SavefileException e) {
                assertThat(e)
                        .hasMessageEndingWith(
                                "cut.lz4: cannot be read further: it is truncated: it ends within a frame of lz4");
            }
            assertThat(count).isBetween(300, all);
        }
    }

    @Test
    void shouldNeitherCrashNorInventWhereverItIsCutOrDamaged() throws Exception {
        byte[] plain = Arrays.copyOf(packets(60), 3_000);
        for (String options : List.of("-1", "-BD -B4 -BX")) {
            byte[] made = byProgram(plain, options);
            for (int i = 1; i < made.length; i++) {
                byte[] cut = Arrays.copyOf(made, i);
                assertThatThrownBy(() -> decompressed(cut)).isInstanceOf(EOFException.class);
                byte[] damaged = made.clone();
                damaged[i] ^= (byte) (1 << (i % 8));
                assertThatThrownBy(() -> decompressed(damaged)).as("byte %d", i).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void shouldRefuseADictionaryThatNobodyHas() throws Exception {
        Path dictionary = file("dictionary", packets(50));
        byte[] made = byProgram(packets(60), "-D " + dictionary);
        if ((made[4] & 1) != 0) { // the program need not say so in the header
            assertThatThrownBy(() -> decompressed(made)).hasMessageContaining("dictionary");
        }
        assertThatThrownBy(() -> decompressed(byProgram(packets(60), "-BD -D " + dictionary)))
                .hasMessageContaining("dictionary")
                .hasMessageEndingWith("(expected: none)");
        byte[] descriptor = {0x61, 0x40, 7, 0, 0, 0};
        byte[] header = {0x04, 0x22, 0x4d, 0x18, 0x61, 0x40, 7, 0, 0, 0, Lz4Frame.checksum(descriptor, 6)};
        assertThatThrownBy(() -> decompressed(header))
                .hasMessage("the frame of lz4 was made with the dictionary 7, which is not at hand (expected: none)");
    }

    @Test
    void shouldShowEachFlushToWhoReadsAlong() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream lz4 = new Lz4().compress(out)) {
            lz4.write(packets(10));
            lz4.flush();
            byte[] soFar = new byte[packets(10).length];
            assertThat(new Lz4()
                            .decompress(new ByteArrayInputStream(out.toByteArray()))
                            .readNBytes(soFar, 0, soFar.length))
                    .isEqualTo(soFar.length);
            assertThat(soFar).isEqualTo(packets(10));
        }
    }
}
