package io.millrace.ffi;

/**
 * Makes sure, before a call to C, that the stack has room for C to call back.
 *
 * <p>HotSpot checks the stack where a Java method begins. If the first method of an upcall finds too little, its
 * {@code StackOverflowError} is thrown before any handler can be in place, escapes to C, and the virtual machine aborts. That
 * happens to whoever calls C with some hundred bytes to spare. So the same error is provoked here, where it harms nobody: by
 * going as deep as what lies between this call and the upcall's handler, several times over.
 */
public final class StackRoom {
    /** Each takes 100 bytes or more, because most of the parameters travel on the stack; the compiler may merge two into one. */
    private static final int FRAMES = 256;

    private StackRoom() {}

    /**
     * To be called right before a call to C that calls back. Costs some hundred nanoseconds.
     *
     * @throws StackOverflowError if there is no room; nothing has happened yet
     */
    public static void require() {
        if (descend(FRAMES, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11) < 0) {
            throw new AssertionError("a sum of numbers from 0 on");
        }
    }

    /** The result depends on every frame, so that none can be left out. */
    private static long descend(
            int frames,
            long a,
            long b,
            long c,
            long d,
            long e,
            long f,
            long g,
            long h,
            long i,
            long j,
            long k,
            long l) {
        if (frames == 0) {
            return a + b + c + d + e + f + g + h + i + j + k + l;
        }
        return 1 + (descend(frames - 1, b, c, d, e, f, g, h, i, j, k, l, a) >>> 1);
    }
}
