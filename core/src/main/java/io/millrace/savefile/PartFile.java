package io.millrace.savefile;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that has its name only when it is whole; before that its name ends with {@code .part}.
 *
 * @param file its name
 * @param written the name that it is written under
 * @param durable whether it is brought to the disk, and its name too
 */
record PartFile(Path file, Path written, boolean durable) {
    private static final String SUFFIX = ".part";

    /**
     * What is no regular file, such as a device or a pipe, is never replaced by one, but written to; and of a link, what it leads
     * to is replaced.
     */
    static PartFile of(Path file, boolean partUntilWhole, boolean durable) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "it is a directory (expected: a file)");
        }
        boolean there = Files.exists(file);
        Path real = there && Files.isSymbolicLink(file) ? file.toRealPath() : file;
        boolean onDisk = !there || Files.isRegularFile(real);
        Path written = partUntilWhole && onDisk ? real.resolveSibling(real.getFileName() + SUFFIX) : real;
        return new PartFile(real, written, durable && onDisk);
    }

    /** Whether it has not the name yet by which others know it. */
    boolean isUnnamed() {
        return !written.equals(file);
    }

    FileChannel open() throws IOException {
        return FileChannel.open(
                written, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    }

    /**
     * Opens it once more, to cut it.
     *
     * @throws IOException if it is a device or a pipe, which cannot be cut, or if that fails
     */
    FileChannel reopen() throws IOException {
        if (!Files.isRegularFile(written)) {
            throw new FileSystemException(written.toString(), null, "it cannot be cut (expected: a regular file)");
        }
        return FileChannel.open(written, StandardOpenOption.WRITE);
    }

    /** Gives the file its name; one that had it before is replaced. */
    void publish() throws IOException {
        if (isUnnamed()) {
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        if (durable) {
            forceFolder();
        }
    }

    /** A name is part of its folder. Not every system lets a folder be opened; those that do not keep names by themselves. */
    private void forceFolder() {
        Path folder = file.toAbsolutePath().getParent();
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException unsupported) {
            assert !unsupported.toString().isEmpty();
        }
    }
}
