package io.millrace.store;

/**
 * The sizes of slots: every multiple of 64 bytes from 128 to 512, then four steps to each doubling. Beyond 256 bytes at most
 * a quarter of a slot is unused; a packet of 64 bytes takes 128, and so do the few that are smaller.
 *
 * <p>A slot of up to {@link #LARGEST} shares a page with others of its class; what is larger takes whole pages.
 */
final class SizeClasses {
    /** The largest slot that shares a page: four to a page. */
    static final int LARGEST = 16 << 10;

    /** The smallest slot. */
    static final int SMALLEST = 128;

    private static final int FINE = 512;
    private static final int FINE_CLASSES = ((FINE - SMALLEST) / 64) + 1;
    private static final int STEPS = 4;

    static final int COUNT = classOf(LARGEST) + 1;

    private SizeClasses() {}

    /** The class whose slots hold so many bytes, 1 to {@link #LARGEST}. */
    static int classOf(int bytes) {
        if (bytes <= FINE) {
            return (Math.max(bytes, SMALLEST) - SMALLEST + 63) >> 6;
        }
        int doubling = 31 - Integer.numberOfLeadingZeros(bytes - 1); // 2^doubling < bytes <= 2^(doubling + 1)
        int step = ((bytes - 1) >> (doubling - 2)) & (STEPS - 1);
        return FINE_CLASSES + ((doubling - 9) * STEPS) + step;
    }

    /** The size of a class's slots in bytes: a multiple of 64. */
    static int bytesOf(int sizeClass) {
        if (sizeClass < FINE_CLASSES) {
            return SMALLEST + (sizeClass << 6);
        }
        int coarse = sizeClass - FINE_CLASSES;
        int doubling = 9 + (coarse / STEPS);
        int step = coarse % STEPS;
        return (1 << doubling) + ((step + 1) << (doubling - 2));
    }
}
