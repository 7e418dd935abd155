package io.millrace.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The hashes of a file as it lies on the disk, as {@code sha256sum(1)} and {@code sha1sum(1)} tell them. */
final class FileHash {
    /**
     * What was found, in hexadecimal.
     *
     * @param sha1 which proves nothing any more, but is what others have noted
     */
    record Hashes(String sha256, String sha1) {}

    private static final int BUFFER_BYTES = 256 << 10;

    private FileHash() {}

    /**
     * The hashes; null for what can be read only once.
     *
     * @param quiet whether it is not shown how far it is
     * @throws IOException if the file cannot be read
     */
    static @Nullable Hashes of(String name, boolean quiet) throws IOException {
        Path file = Path.of(name);
        if (name.equals("-") || !Files.isRegularFile(file)) {
            return null;
        }
        long size = Files.size(file);
        AtomicLong done = new AtomicLong();
        try (InputStream in = Files.newInputStream(file);
                LiveLine _ = LiveLine.of(new Progress(done::get, () -> size), quiet)) {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                sha256.update(buffer, 0, count);
                sha1.update(buffer, 0, count);
                done.addAndGet(count);
            }
            HexFormat hex = HexFormat.of();
            return new Hashes(hex.formatHex(sha256.digest()), hex.formatHex(sha1.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has them
        }
    }
}
