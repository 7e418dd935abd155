package io.millrace.cli.print;

import static java.nio.ByteOrder.BIG_ENDIAN;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The bytes of one layer of a packet, in network order unless a method's name says {@code le} (little-endian).
 *
 * <p>{@link #length} is how many bytes the layer had on the wire, {@link #captured} how many of them are here. Each read is
 * checked and throws {@link Truncated} behind what was captured. Immutable; offsets are in bytes from the layer's first.
 */
final class Bytes {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, BIG_ENDIAN);

    private final byte[] array;
    private final int start;
    private final int captured;
    private final int length;

    private Bytes(byte[] array, int start, int captured, int length) {
        this.array = array;
        this.start = start;
        this.captured = captured;
        this.length = length;
    }

    /** A whole packet, of which these bytes were captured. The array is not copied and must not change. */
    static Bytes of(byte[] captured, int length) {
        return new Bytes(captured, 0, captured.length, length);
    }

    /** How many bytes there were on the wire. */
    int length() {
        return length;
    }

    /** How many of them are here; never more than {@link #length}. */
    int captured() {
        return captured;
    }

    /** Where in the packet the layer begins, but not behind what was captured. */
    int start() {
        return start;
    }

    /** Whether so many bytes from here on were captured. */
    boolean has(int at, int count) {
        return at >= 0 && count >= 0 && at <= captured - count;
    }

    /** Ends the line as truncated unless so many bytes from here on were captured. */
    void require(int at, int count) {
        if (!has(at, count)) {
            throw new Truncated();
        }
    }

    int u8(int at) {
        return Byte.toUnsignedInt(array[place(at, 1)]);
    }

    int u16(int at) {
        return Short.toUnsignedInt((short) SHORT.get(array, place(at, 2)));
    }

    int u24(int at) {
        require(at, 3);
        return u8(at) << 16 | u16(at + 1);
    }

    /** The 32 bits as they are, signed or not. */
    int i32(int at) {
        return (int) INT.get(array, place(at, 4));
    }

    long u32(int at) {
        return Integer.toUnsignedLong(i32(at));
    }

    /** The 48 bits of a MAC address. */
    long u48(int at) {
        require(at, 6);
        return (long) u16(at) << 32 | u32(at + 2);
    }

    /** The 64 bits as they are: {@link Long#toUnsignedString} prints them. */
    long u64(int at) {
        return (long) LONG.get(array, place(at, 8));
    }

    int le16(int at) {
        return Short.toUnsignedInt(Short.reverseBytes((short) u16(at)));
    }

    long le32(int at) {
        return Integer.toUnsignedLong(Integer.reverseBytes(i32(at)));
    }

    /** The rest of this layer; empty if nothing is left. */
    Bytes from(int at) {
        return part(at, Math.max(0, length - at));
    }

    /** The bytes from here on, at most so many of them: what lies behind, as padding does, is no part of it. */
    Bytes part(int at, int most) {
        int left = Math.max(0, Math.min(most, length - at));
        int here = Math.max(0, Math.min(left, captured - at));
        return new Bytes(array, start + Math.min(at, captured), here, left);
    }

    /** The same bytes as those of a layer that says it is so long; it may be longer than what is here. */
    Bytes claiming(int said) {
        return new Bytes(array, start, Math.min(captured, said), said);
    }

    /** Characters as tcpdump shows them: printable ASCII as it is, the rest as in {@code ^A} and {@code M-^?}. */
    String text(int at, int count) {
        require(at, count);
        StringBuilder text = new StringBuilder(count + 8);
        for (int i = at; i < at + count; i++) {
            int octet = u8(i);
            text.append(octet < 0x80 ? "" : "M-");
            int character = octet & 0x7f;
            if (character < 0x20 || character == 0x7f) {
                text.append('^');
                character ^= 0x40;
            }
            text.append((char) character);
        }
        return text.toString();
    }

    private int place(int at, int count) {
        require(at, count);
        return start + at;
    }
}
