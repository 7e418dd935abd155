package io.millrace.savefile;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Blocks of LZ4 (<a href="https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md">lz4_Block_format</a>): sequences of a
 * token, literals, and a match, which is a copy of bytes at most 65,535 before. The token has the number of literals and
 * that of the match's bytes less 4, in four bits each; 15 says that bytes follow which are added, up to one that is not 255.
 * The last sequence has no match; it has the last 5 bytes at least, and no match begins in the last 12.
 */
final class Lz4Block {
    /** So much of what was decoded before a match may reach into. */
    static final int HISTORY_BYTES = 1 << 16;

    /** Copies of eight bytes write so much beyond what is to be there. */
    static final int SLACK_BYTES = 32;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();

    private static final int MORE = 15;
    private static final int LEAST_MATCH = 4;
    private static final int LAST_LITERALS = 5;
    private static final int LAST_BEGIN = 12;
    private static final int SHORT_COPY = 16;
    private static final int MOST_OFFSET = HISTORY_BYTES - 1;

    private static final int TABLE_BITS = 14;
    private static final int HASH = 0x9e3779b1;
    private static final int PATIENCE_BITS = 6;

    private final int[] table = new int[1 << TABLE_BITS];

    /** For who encodes: it has a table of its own. */
    Lz4Block() {}

    /** How long a block of so many bytes is at the most. */
    static int mostBytes(int length) {
        return length + (length / 255) + 16;
    }

    /**
     * Decodes a block.
     *
     * @param length how long it is, from the beginning of {@code in}
     * @param start where in {@code out} the bytes go; all bytes before are what was decoded before
     * @param most how many bytes it has at the most; {@code out} has {@link #SLACK_BYTES} behind
     * @return where in {@code out} they end
     * @throws IOException if it is damaged
     */
    static int decode(byte[] in, int length, byte[] out, int start, int most) throws IOException {
        int end = start + most;
        int from = 0;
        int to = start;
        while (from < length) {
            int token = in[from++] & 0xff;
            int literals = token >>> 4;
            if (literals == MORE) {
                int last = lastOfLength(in, from, length);
                literals += lengthBytes(in, from, last);
                from = last + 1;
            }
            require(literals >= 0 && literals <= length - from && literals <= end - to);
            copyLiterals(in, from, out, to, literals);
            from += literals;
            to += literals;
            if (from == length) {
                return to;
            }
            require(length - from >= 2);
            int offset = (in[from] & 0xff) | ((in[from + 1] & 0xff) << 8);
            from += 2;
            int match = token & MORE;
            if (match == MORE) {
                int last = lastOfLength(in, from, length);
                match += lengthBytes(in, from, last);
                from = last + 1;
            }
            match += LEAST_MATCH;
            if (offset > to) {
                throw new IOException(
                        "a block of lz4 refers to bytes before the first: it is damaged, or was made with a dictionary,"
                                + " which is not at hand (expected: none)");
            }
            require(offset != 0 && match >= LEAST_MATCH && match <= end - to);
            copyMatch(out, to, offset, match);
            to += match;
        }
        throw new IOException("a block of lz4 is damaged");
    }

    /** Where the bytes end that are added to a length: at the first that is not 255. */
    private static int lastOfLength(byte[] in, int from, int length) throws IOException {
        int last = from;
        while (last < length && in[last] == -1) {
            last++;
        }
        require(last < length);
        return last;
    }

    /** What they come to; a block has 4 MiB at the most, so that is no more than an int has. */
    private static int lengthBytes(byte[] in, int from, int last) {
        return ((last - from) * 255) + (in[last] & 0xff);
    }

    private static void require(boolean sound) throws IOException {
        if (!sound) {
            throw new IOException("a block of lz4 is damaged");
        }
    }

    /** Most are short, and copied with what happens to be behind them. */
    private static void copyLiterals(byte[] in, int from, byte[] out, int to, int count) {
        if (count <= SHORT_COPY && from + SHORT_COPY <= in.length) {
            LONG.set(out, to, (long) LONG.get(in, from));
            LONG.set(out, to + 8, (long) LONG.get(in, from + 8));
        } else {
            System.arraycopy(in, from, out, to, count);
        }
    }

    /** A match may reach into itself: then it repeats what is between. */
    private static void copyMatch(byte[] out, int to, int offset, int count) {
        int from = to - offset;
        if (offset >= 8 && count <= SHORT_COPY) {
            LONG.set(out, to, (long) LONG.get(out, from));
            LONG.set(out, to + 8, (long) LONG.get(out, from + 8));
        } else if (offset == 1) {
            Arrays.fill(out, to, to + count, out[from]);
        } else {
            int done = 0;
            while (done < count) { // what is there to repeat doubles each time
                int part = Math.min(offset + done, count - done);
                System.arraycopy(out, from, out, to + done, part);
                done += part;
            }
        }
    }

    /**
     * Encodes bytes: takes the last place where the same four bytes stood, if any, and goes the faster the longer nothing is
     * found.
     *
     * @param start where in {@code out} the block begins; there is room for {@link #mostBytes}
     * @return how long the block is
     */
    int encode(byte[] in, int length, byte[] out, int start) {
        Arrays.fill(table, -1);
        int written = start;
        int anchor = 0;
        int at = 0;
        int tries = 1 << PATIENCE_BITS;
        while (at < length - LAST_BEGIN) {
            int word = (int) INT.get(in, at);
            int slot = (word * HASH) >>> (Integer.SIZE - TABLE_BITS);
            int candidate = table[slot];
            table[slot] = at;
            if (candidate < 0 || at - candidate > MOST_OFFSET || (int) INT.get(in, candidate) != word) {
                at += tries++ >>> PATIENCE_BITS;
                continue;
            }
            tries = 1 << PATIENCE_BITS;
            int match = LEAST_MATCH;
            while (at + match < length - LAST_LITERALS && in[candidate + match] == in[at + match]) {
                match++;
            }
            written = sequence(in, anchor, at - anchor, out, written, match - LEAST_MATCH);
            out[written++] = (byte) (at - candidate);
            out[written++] = (byte) ((at - candidate) >>> 8);
            written = more(out, written, match - LEAST_MATCH);
            at += match;
            anchor = at;
        }
        return sequence(in, anchor, length - anchor, out, written, 0) - start;
    }

    private static int sequence(byte[] in, int from, int literals, byte[] out, int at, int match) {
        out[at] = (byte) ((Math.min(literals, MORE) << 4) | Math.min(match, MORE));
        int next = more(out, at + 1, literals);
        System.arraycopy(in, from, out, next, literals);
        return next + literals;
    }

    private static int more(byte[] out, int at, int number) {
        int next = at;
        for (int left = number - MORE; left >= 0; left -= 255) {
            out[next++] = (byte) Math.min(left, 255);
        }
        return next;
    }
}
