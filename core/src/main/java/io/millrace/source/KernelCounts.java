package io.millrace.source;

/**
 * The kernel's accounts of one source, exact and widened to 64 bits. {@link #ABSENT} stands for what the platform does
 * not tell; it is never reported as zero.
 *
 * @param received packets that passed the filter, with those dropped and those not yet read
 * @param dropped packets that passed the filter and found the kernel's buffer full
 * @param interfaceDropped packets the device or its driver lost before the kernel saw them
 * @param unread packets that lay in the kernel's buffer when the source was settled; 0 before that
 * @param freezes how often the ring was frozen because every block was in user hands (AF_PACKET with TPACKET_V3)
 */
public record KernelCounts(long received, long dropped, long interfaceDropped, long unread, long freezes) {
    public static final long ABSENT = -1;

    /** A source without a kernel behind it: a savefile. */
    public static final KernelCounts NONE = new KernelCounts(ABSENT, ABSENT, ABSENT, ABSENT, ABSENT);

    /** The sum of two sources' accounts; absent where either is. */
    public KernelCounts plus(KernelCounts other) {
        return new KernelCounts(
                add(received, other.received),
                add(dropped, other.dropped),
                add(interfaceDropped, other.interfaceDropped),
                add(unread, other.unread),
                add(freezes, other.freezes));
    }

    /**
     * Whether nothing is told, because there is no kernel behind it. (A record's {@code equals} is made when it is first
     * called.)
     */
    public boolean isNone() {
        return (received & dropped & interfaceDropped & unread & freezes) == ABSENT;
    }

    private static long add(long a, long b) {
        return a == ABSENT || b == ABSENT ? ABSENT : a + b;
    }
}
