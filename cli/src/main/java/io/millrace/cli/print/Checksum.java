package io.millrace.cli.print;

/** The Internet checksum (RFC 1071): the ones' complement of the sum of all 16-bit words. */
final class Checksum {
    private Checksum() {}

    /**
     * The sum of words, not yet complemented: 0xffff if a correct checksum is among them.
     *
     * @param begin what else is to be summed, as a pseudo header is
     * @throws Truncated if not all of them were captured
     */
    static int sum(long begin, Bytes bytes, int at, int count) {
        bytes.require(at, count);
        long sum = begin;
        int even = count & ~1;
        for (int i = at; i < at + even; i += 2) {
            sum += bytes.u16(i);
        }
        if (even < count) {
            sum += (long) bytes.u8(at + even) << 8;
        }
        return fold(sum);
    }

    /** The checksum that should be in the place of another, given the sum of all words with the other. */
    static int shouldBe(int there, int sum) {
        return fold((long) there + (~sum & 0xffff));
    }

    static boolean isCorrect(int sum) {
        return sum == 0xffff;
    }

    private static int fold(long sum) {
        long folded = sum;
        while (folded > 0xffff) {
            folded = (folded & 0xffff) + (folded >>> 16);
        }
        return (int) folded;
    }
}
