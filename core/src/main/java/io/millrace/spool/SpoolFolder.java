package io.millrace.spool;

import io.millrace.savefile.Durability;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The folder of a spool: one capture at a time may use it. Names of segments sort in the order in which they were written.
 */
final class SpoolFolder implements AutoCloseable {
    private static final String PREFIX = "millrace-";
    private static final String SEGMENT = ".pcapng";
    private static final String PROGRESS = ".progress";
    private static final String LOCK = ".millrace-lock";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path folder;
    private final FileChannel channel;
    private final String run;
    private int segments;
    private int remainders;

    private SpoolFolder(Path folder, FileChannel channel, String run) {
        this.folder = folder;
        this.channel = channel;
        this.run = run;
    }

    /**
     * Makes the folder if it is not there, and takes it for this capture.
     *
     * @throws SpoolException if that is not possible; the message names cause and remedy
     */
    @SuppressWarnings("MustBeClosedChecker") // closed with the folder, or here
    static SpoolFolder open(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (tryLock(channel)) {
                    String time = TIME.format(Instant.now());
                    return new SpoolFolder(folder, channel, PREFIX + time);
                }
                throw new SpoolException(
                        "spool " + folder + ": another capture is using it (give each capture a folder of its own)");
            } catch (Throwable e) {
                channel.close();
                throw e;
            }
        } catch (FileAlreadyExistsException e) {
            throw new SpoolException("spool " + folder + ": is not a folder (name one, or what is to become one)", e);
        } catch (AccessDeniedException e) {
            throw new SpoolException(
                    "spool " + folder + ": cannot be written to: Permission denied (choose a folder of your own)", e);
        } catch (IOException e) {
            throw new SpoolException("spool " + folder + ": cannot be used: " + e.getMessage(), e);
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** The file that tells how far a segment's packets are. */
    static Path progressOf(Path segment) {
        String name = segment.getFileName().toString();
        return segment.resolveSibling(name.substring(0, name.length() - SEGMENT.length()) + PROGRESS);
    }

    /** A name for one more segment. */
    Path next() {
        return folder.resolve(String.format(Locale.ROOT, "%s-%06d%s", run, ++segments, SEGMENT));
    }

    /**
     * A name for one more segment of what was in memory at the end: it sorts before those of what went to the disk before
     * that.
     */
    Path nextRemainder() {
        return folder.resolve(String.format(Locale.ROOT, "%s-000000-%06d%s", run, ++remainders, SEGMENT));
    }

    /** The segments that earlier captures left, the oldest first. */
    List<Path> left() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(SpoolFolder::isSegment).sorted().toList();
        } catch (IOException e) {
            throw new SpoolException("spool " + folder + ": cannot be listed: " + e.getMessage(), e);
        }
    }

    private static boolean isSegment(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(PREFIX) && name.endsWith(SEGMENT);
    }

    /** How much of the disk is free. */
    long freeBytes() {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw new SpoolException("spool " + folder + ": its free space cannot be found out: " + e.getMessage(), e);
        }
    }

    /**
     * Brings the names of segments to the disk, if that is wanted. Not every system lets a folder be opened; those keep names by
     * themselves.
     */
    void force(Durability durability) {
        if (durability == Durability.NONE) {
            return;
        }
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        } catch (IOException unsupported) {
            assert !unsupported.toString().isEmpty();
        }
    }

    @Override
    public String toString() {
        return folder.toString();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
