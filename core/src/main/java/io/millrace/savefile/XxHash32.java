package io.millrace.savefile;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The 32-bit hash of the LZ4 frame format (<a href="https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md">XXH32</a>,
 * seed 0), of bytes that come in parts. Owned by one thread.
 *
 * <p>Stripes of 16 bytes go to four lanes; what is left at the end goes in words, and then bytes.
 */
final class XxHash32 {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();

    private static final int PRIME_1 = 0x9e3779b1;
    private static final int PRIME_2 = 0x85ebca77;
    private static final int PRIME_3 = 0xc2b2ae3d;
    private static final int PRIME_4 = 0x27d4eb2f;
    private static final int PRIME_5 = 0x165667b1;
    private static final int STRIPE = 16;

    private final byte[] rest = new byte[STRIPE];
    private int restBytes;
    private long total;
    private int first;
    private int second;
    private int third;
    private int fourth;

    XxHash32() {
        reset();
    }

    /** The hash of bytes that are all there. */
    static int of(byte[] bytes, int offset, int length) {
        XxHash32 hash = new XxHash32();
        hash.update(bytes, offset, length);
        return hash.value();
    }

    void reset() {
        restBytes = 0;
        total = 0;
        first = 0x24234428; // the sum of the first two
        second = PRIME_2;
        third = 0;
        fourth = -PRIME_1;
    }

    void update(byte[] bytes, int offset, int length) {
        total += length;
        int at = offset;
        int end = offset + length;
        if (restBytes > 0) {
            int more = Math.min(STRIPE - restBytes, length);
            System.arraycopy(bytes, at, rest, restBytes, more);
            restBytes += more;
            at += more;
            if (restBytes < STRIPE) {
                return;
            }
            stripes(rest, 0, STRIPE);
            restBytes = 0;
        }
        at = stripes(bytes, at, end);
        restBytes = end - at;
        System.arraycopy(bytes, at, rest, 0, restBytes);
    }

    /** Takes in whole stripes; returns where they end. */
    private int stripes(byte[] bytes, int begin, int end) {
        int a = first;
        int b = second;
        int c = third;
        int d = fourth;
        int at = begin;
        for (; at <= end - STRIPE; at += STRIPE) {
            a = round(a, (int) INT.get(bytes, at));
            b = round(b, (int) INT.get(bytes, at + 4));
            c = round(c, (int) INT.get(bytes, at + 8));
            d = round(d, (int) INT.get(bytes, at + 12));
        }
        first = a;
        second = b;
        third = c;
        fourth = d;
        return at;
    }

    private static int round(int lane, int word) {
        return Integer.rotateLeft(lane + (word * PRIME_2), 13) * PRIME_1;
    }

    /** The hash of what came so far. */
    int value() {
        int hash = total < STRIPE
                ? PRIME_5
                : Integer.rotateLeft(first, 1)
                        + Integer.rotateLeft(second, 7)
                        + Integer.rotateLeft(third, 12)
                        + Integer.rotateLeft(fourth, 18);
        hash += (int) total;
        int at = 0;
        for (; at <= restBytes - 4; at += 4) {
            hash = Integer.rotateLeft(hash + ((int) INT.get(rest, at) * PRIME_3), 17) * PRIME_4;
        }
        for (; at < restBytes; at++) {
            hash = Integer.rotateLeft(hash + ((rest[at] & 0xff) * PRIME_5), 11) * PRIME_1;
        }
        hash = (hash ^ (hash >>> 15)) * PRIME_2;
        hash = (hash ^ (hash >>> 13)) * PRIME_3;
        return hash ^ (hash >>> 16);
    }
}
