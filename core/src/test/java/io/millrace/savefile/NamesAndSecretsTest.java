package io.millrace.savefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of addresses, and secrets, as a pcapng file has them: read in either byte order, damaged, and written by others. */
class NamesAndSecretsTest {
    private static final String KEY_LOG = "CLIENT_RANDOM 00 11\n";

    @TempDir
    private Path folder;

    private static ByteBuffer record(ByteBuffer body, int type, int... bytes) {
        body.putShort((short) type).putShort((short) bytes.length);
        for (int value : bytes) {
            body.put((byte) value);
        }
        return body.position((body.position() + 3) & ~3);
    }

    private static byte[] file(ByteOrder order) {
        MadePcapng file = new MadePcapng(order);
        file.sectionOf(order, -1).description(1, 0);
        ByteBuffer names = file.buffer();
        record(names, 1, 10, 0, 0, 1, 'a', '.', 'b', 0, 'c', 0);
        record(names, 2, 0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 's', 'i', 'x', 0);
        record(names, 3, 2, 0, 0, 0, 0, 0xab, 'm', 'a', 'c'); // the zero behind is missing
        record(names, 99, 1, 2, 3);
        record(names, 0);
        byte[] server = "ns".getBytes(StandardCharsets.UTF_8);
        names.putShort((short) 2).putShort((short) server.length).put(server).position((names.position() + 3) & ~3);
        file.block(4, names.putInt(0));
        byte[] log = KEY_LOG.getBytes(StandardCharsets.UTF_8);
        ByteBuffer secrets = file.buffer()
                .putInt(DecryptionSecrets.TLS_KEY_LOG)
                .putInt(log.length)
                .put(log);
        return file.block(10, secrets).packet(0, 1, new byte[60], 60).bytes();
    }

    private static List<Block> blocks(byte[] file) {
        List<Block> blocks = new ArrayList<>();
        try (SavefileReader reader = SavefileReader.of(new ByteArrayInputStream(file), "file")) {
            reader.onBlock(blocks::add);
            while (reader.next()) {
                assertThat(blocks)
                        .as("those that tell of a packet come before it")
                        .hasSize(3);
            }
        }
        return blocks.subList(1, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LITTLE_ENDIAN", "BIG_ENDIAN"})
    void shouldTellWhatIsInTheFile(String order) {
        List<Block> blocks = blocks(file(order.equals("BIG_ENDIAN") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN));
        NameResolution names = NameResolution.of(blocks.getFirst());
        assertThat(names.entries())
                .containsExactly(
                        new NameResolution.Entry("10.0.0.1", List.of("a.b", "c")),
                        new NameResolution.Entry("2001:db8::1", List.of("six")),
                        new NameResolution.Entry("02:00:00:00:00:ab", List.of("mac")));
        assertThat(names.options().text(2)).contains("ns");

        DecryptionSecrets secrets = DecryptionSecrets.of(blocks.getLast());
        assertThat(secrets.type()).isEqualTo(DecryptionSecrets.TLS_KEY_LOG);
        assertThat(new String(secrets.secrets(), StandardCharsets.UTF_8)).isEqualTo(KEY_LOG);
        assertThat(secrets.toString()).doesNotContain("CLIENT");
    }

    /** A cut body is damage, or says less; nothing else. */
    @Test
    void shouldRefuseWhatIsDamaged() {
        List<Block> blocks = blocks(file(ByteOrder.BIG_ENDIAN));
        for (Block whole : blocks) {
            for (int length = 0; length < whole.bodyBytes(); length++) {
                byte[] body = Arrays.copyOf(whole.body(), length);
                Block cut = new Block(whole.type(), whole.order(), body, 0);
                try {
                    if (whole.type() == BlockType.NAME_RESOLUTION) {
                        assertThat(NameResolution.of(cut).entries()).hasSizeLessThanOrEqualTo(3);
                    } else {
                        assertThat(DecryptionSecrets.of(cut).secrets()).hasSize(KEY_LOG.length());
                    }
                } catch (IllegalArgumentException damaged) {
                    assertThat(damaged.getMessage()).doesNotContain("null");
                }
            }
        }
        assertThatThrownBy(() -> NameResolution.of(blocks.getLast())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DecryptionSecrets.of(blocks.getFirst())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldReadTheSecretsThatEditcapPutsIn() throws Exception {
        Path plain = Files.write(
                folder.resolve("plain"),
                new MadePcap(ByteOrder.LITTLE_ENDIAN, MadePcap.NANOS).packets(3).bytes());
        Path log = Files.writeString(folder.resolve("log"), KEY_LOG);
        Path with = folder.resolve("with");
        Tshark.run("editcap", "--inject-secrets", "tls," + log, plain.toString(), with.toString());
        List<DecryptionSecrets> found = new ArrayList<>();
        try (SavefileReader reader = SavefileReader.open(with)) {
            reader.onBlock(block -> {
                if (block.type() == BlockType.DECRYPTION_SECRETS) {
                    found.add(DecryptionSecrets.of(block));
                }
            });
            while (reader.next()) {
                assertThat(found).hasSize(1);
            }
        }
        assertThat(new String(found.getFirst().secrets(), StandardCharsets.UTF_8))
                .isEqualTo(KEY_LOG);
    }
}
