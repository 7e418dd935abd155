package io.millrace.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How far the packets of a segment are: how many were given to handlers, and which are done. A bit for each packet, in
 * memory, and in a file beside the segment for whoever comes after a crash.
 *
 * <pre>
 *  0 "MILLRACE"
 *  8 int   version
 * 12 int   0
 * 16 long  how many packets, from the first on, may have been seen by a handler
 * 24 long  bits of the packets that are done, the first packet's lowest; and so on
 * </pre>
 *
 * All little-endian. A packet whose bit is not there is not done.
 */
final class Progress {
    private static final int VERSION = 1;
    private static final long MAGIC = 0x454341524c4c494dL; // "MILLRACE"
    private static final int HEADER_BYTES = 24;
    private static final int FIRST_WORDS = 64;

    private final Path file;
    private long[] words = new long[FIRST_WORDS];
    private long handed;
    private final boolean known;

    // What the file does not tell yet.
    private boolean headerIsOld = true;
    private int oldFrom;
    private int oldTo = -1;

    private @Nullable FileChannel channel;

    private Progress(Path file, boolean known) {
        this.file = file;
        this.known = known;
    }

    /** Of a segment that is new. */
    static Progress fresh(Path file) {
        return new Progress(file, true);
    }

    /**
     * Of a segment that is there.
     *
     * @throws SpoolException if the file is of another version, or cannot be read
     */
    static Progress read(Path file) {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return new Progress(file, false);
        } catch (IOException e) {
            throw new SpoolException(file + ": cannot be read: " + e.getMessage(), e);
        }
        if (content.length < HEADER_BYTES) {
            return new Progress(file, false); // the end came before it was written
        }
        ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        boolean ours = bytes.getLong() == MAGIC;
        int version = bytes.getInt();
        if (!ours || version != VERSION) {
            throw new SpoolException(file + ": was written by another version of Millrace"
                    + (ours ? ", in form " + version : "") + " (expected: form " + VERSION
                    + "; move the folder's files away, and read the segments beside it as the savefiles they are)");
        }
        Progress progress = new Progress(file, true);
        bytes.getInt();
        progress.handed = bytes.getLong();
        progress.words = new long[bytes.remaining() / Long.BYTES];
        bytes.asLongBuffer().get(progress.words);
        progress.headerIsOld = false;
        return progress;
    }

    /** Whether it is known what was done; otherwise anything may have been. */
    boolean isKnown() {
        return known;
    }

    /** Whether a packet may have been seen by a handler. */
    boolean mayHaveBeenHandled(int packet) {
        return !known || packet < handed;
    }

    boolean isDone(int packet) {
        int word = packet >>> 6;
        return word < words.length && (words[word] & (1L << packet)) != 0;
    }

    /** Notes that all packets before this one may have been seen by a handler. */
    void handedUpTo(int packet) {
        if (packet > handed) {
            handed = packet;
            headerIsOld = true;
        }
    }

    void done(int packet) {
        int word = packet >>> 6;
        if (word >= words.length) {
            words = Arrays.copyOf(words, Math.max(word + 1, words.length * 2));
        }
        words[word] |= 1L << packet;
        oldFrom = oldTo < 0 ? word : Math.min(oldFrom, word);
        oldTo = Math.max(oldTo, word);
    }

    /** Writes to the file what it does not tell yet: what the end of the process after it takes nothing of back. */
    void store() throws IOException {
        if (headerIsOld) {
            ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            write(
                    header.putLong(MAGIC)
                            .putInt(VERSION)
                            .putInt(0)
                            .putLong(handed)
                            .flip(),
                    0);
            headerIsOld = false;
        }
        if (oldTo >= 0) {
            int count = oldTo + 1 - oldFrom;
            ByteBuffer bits = ByteBuffer.allocate(count * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bits.asLongBuffer().put(words, oldFrom, count);
            write(bits, HEADER_BYTES + ((long) oldFrom * Long.BYTES));
            oldTo = -1;
        }
    }

    private void write(ByteBuffer bytes, long position) throws IOException {
        FileChannel open = channel;
        if (open == null) {
            open = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel = open;
        }
        long at = position;
        while (bytes.hasRemaining()) {
            at += open.write(bytes, at);
        }
    }

    /** Closes the file, which stays. */
    void close() throws IOException {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
    }

    void delete() throws IOException {
        close();
        Files.deleteIfExists(file);
    }
}
