package io.millrace.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The SHA-256 of a file as it lies on the disk, as {@code sha256sum(1)} tells it. */
final class FileHash {
    private static final int BUFFER_BYTES = 256 << 10;

    private FileHash() {}

    /**
     * The hash in hexadecimal; null for what can be read only once.
     *
     * @throws IOException if the file cannot be read
     */
    static @Nullable String sha256(String name) throws IOException {
        if (name.equals("-") || !Files.isRegularFile(Path.of(name))) {
            return null;
        }
        try (InputStream in = Files.newInputStream(Path.of(name))) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
