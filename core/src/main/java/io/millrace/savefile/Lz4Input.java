package io.millrace.savefile;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decompresses frames of LZ4, one after the other, and passes over those that are for somebody else. What it gives was
 * checked, as far as the frame has checksums of its blocks; that of the content comes at the end. Owned by the thread that
 * reads.
 */
final class Lz4Input extends InputStream {
    private final InputStream in;
    private final byte[] small = new byte[16];
    private final XxHash32 contentHash = new XxHash32();

    // The present frame.
    private boolean inFrame;
    private boolean legacy;
    private int flags;
    private int blockBytes;
    private long left;

    private byte[] block = new byte[0];

    /** What was decoded: what is still to be given, and before that what matches may reach into. */
    private byte[] decoded = new byte[0];

    private int position;
    private int end;

    Lz4Input(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        return fill() ? decoded[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, end - position);
        System.arraycopy(decoded, position, bytes, offset, count);
        position += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Whether there is a byte to give; decodes until there is. */
    private boolean fill() throws IOException {
        while (position == end) {
            if (!inFrame && !begin()) {
                return false;
            }
            if (inFrame) {
                decode();
            }
        }
        return true;
    }

    /** Begins a frame, or passes over one; false if there is none. */
    private boolean begin() throws IOException {
        return hasNumber() && begin(int32(0));
    }

    /** Reads the four bytes that come next; false at the end. */
    private boolean hasNumber() throws IOException {
        int first = in.read();
        if (first < 0) {
            return false;
        }
        small[0] = (byte) first;
        need(small, 1, 3);
        return true;
    }

    private boolean begin(int magic) throws IOException {
        if ((magic & Lz4Frame.SKIPPABLE_MASK) == Lz4Frame.SKIPPABLE) {
            need(small, 0, 4);
            passOver(Integer.toUnsignedLong(int32(0)));
        } else if (magic == Lz4Frame.MAGIC) {
            header();
        } else if (magic == Lz4Frame.LEGACY_MAGIC) {
            begin(Lz4Frame.INDEPENDENT, Lz4Frame.LEGACY_BLOCK_BYTES);
            legacy = true;
        } else {
            throw new IOException("what follows the frame of lz4 is none");
        }
        return true;
    }

    private void passOver(long bytes) throws IOException {
        try {
            in.skipNBytes(bytes);
        } catch (EOFException e) {
            throw truncated(e);
        }
    }

    private void header() throws IOException {
        need(small, 0, 2);
        flags = small[0] & 0xff;
        int most = Lz4Frame.blockBytes(small[1] & 0xff);
        if ((flags & Lz4Frame.VERSION_MASK) != Lz4Frame.VERSION || (flags & Lz4Frame.RESERVED) != 0 || most == 0) {
            throw new IOException("the header of a frame of lz4 is damaged, or of another version");
        }
        int length = 2;
        if (has(Lz4Frame.CONTENT_SIZE)) {
            need(small, length, 8);
            left = Integer.toUnsignedLong(int32(length)) | ((long) int32(length + 4) << 32);
            length += 8;
        }
        if (has(Lz4Frame.DICTIONARY)) {
            need(small, length, 4);
            length += 4;
        }
        need(small, length, 1);
        if (small[length] != Lz4Frame.checksum(small, length)) {
            throw new IOException("the header of a frame of lz4 is damaged: its checksum is wrong");
        }
        if (has(Lz4Frame.DICTIONARY)) {
            throw new IOException("the frame of lz4 was made with the dictionary "
                    + Integer.toUnsignedString(int32(length - 4)) + ", which is not at hand (expected: none)");
        }
        begin(flags, most);
    }

    private void begin(int flagsOfFrame, int most) {
        flags = flagsOfFrame;
        legacy = false;
        if (most != blockBytes) {
            blockBytes = most;
            block = new byte[Lz4Block.mostBytes(most) + Lz4Block.SLACK_BYTES];
            decoded = new byte[Lz4Block.HISTORY_BYTES + most + Lz4Block.SLACK_BYTES];
        }
        position = 0;
        end = 0;
        contentHash.reset();
        inFrame = true;
    }

    private void decode() throws IOException {
        if (legacy) {
            decodeLegacy();
            return;
        }
        need(small, 0, 4);
        int word = int32(0);
        if (word == 0) {
            end();
            return;
        }
        int length = word & ~Lz4Frame.PLAIN;
        if (length > blockBytes) {
            throw new IOException(
                    "a block of lz4 claims to have " + length + " bytes (expected: at most " + blockBytes + ")");
        }
        need(block, 0, length);
        if (has(Lz4Frame.BLOCK_CHECKSUM)) {
            need(small, 0, 4);
            if (int32(0) != XxHash32.of(block, 0, length)) {
                throw new IOException("a block of lz4 is damaged: its checksum is wrong");
            }
        }
        int start = keepHistory();
        if ((word & Lz4Frame.PLAIN) != 0) {
            System.arraycopy(block, 0, decoded, start, length);
            end = start + length;
        } else {
            end = Lz4Block.decode(block, length, decoded, start, blockBytes);
        }
        position = start;
        if (has(Lz4Frame.CONTENT_SIZE)) {
            left -= end - start;
        }
        if (has(Lz4Frame.CONTENT_CHECKSUM)) {
            contentHash.update(decoded, start, end - start);
        }
    }

    private void decodeLegacy() throws IOException {
        if (!hasNumber()) {
            inFrame = false;
            return;
        }
        int length = int32(0);
        if (Integer.compareUnsigned(length, Lz4Block.mostBytes(blockBytes)) > 0) {
            inFrame = false;
            begin(length);
            return;
        }
        need(block, 0, length);
        position = 0;
        end = Lz4Block.decode(block, length, decoded, 0, blockBytes);
    }

    /** Brings what the next block may refer to to the front; returns where it ends. */
    private int keepHistory() {
        if (has(Lz4Frame.INDEPENDENT)) {
            return 0;
        }
        int kept = Math.min(end, Lz4Block.HISTORY_BYTES);
        System.arraycopy(decoded, end - kept, decoded, 0, kept);
        return kept;
    }

    private void end() throws IOException {
        inFrame = false;
        if (has(Lz4Frame.CONTENT_CHECKSUM)) {
            need(small, 0, 4);
            if (int32(0) != contentHash.value()) {
                throw new IOException("a frame of lz4 is damaged: the checksum of its content is wrong");
            }
        }
        if (has(Lz4Frame.CONTENT_SIZE) && left != 0) {
            throw new IOException("a frame of lz4 is damaged: its content is not as long as its header says");
        }
    }

    private boolean has(int flag) {
        return (flags & flag) != 0;
    }

    private void need(byte[] into, int at, int length) throws IOException {
        if (in.readNBytes(into, at, length) < length) {
            throw truncated(null);
        }
    }

    private static EOFException truncated(@Nullable Throwable cause) {
        EOFException truncated = new EOFException(Opening.TRUNCATED + ": it ends within a frame of lz4");
        truncated.initCause(cause);
        return truncated;
    }

    private int int32(int at) {
        return (small[at] & 0xff)
                | ((small[at + 1] & 0xff) << 8)
                | ((small[at + 2] & 0xff) << 16)
                | (small[at + 3] << 24);
    }
}
