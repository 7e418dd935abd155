package io.millrace;

/** How a live device is read. */
public enum SourceKind {
    /** {@link #AFPACKET} for Ethernet-like devices on Linux, {@link #LIBPCAP} otherwise. */
    AUTO,
    /** Through the C library libpcap: every platform, every link type. */
    LIBPCAP,
    /** Through an AF_PACKET ring of Linux, with no native library. */
    AFPACKET;

    /**
     * The kind of a command line's word.
     *
     * @throws IllegalArgumentException if the word is not {@code auto}, {@code libpcap} or {@code afpacket}
     */
    public static SourceKind parse(String word) {
        return switch (word) {
            case "auto" -> AUTO;
            case "libpcap" -> LIBPCAP;
            case "afpacket" -> AFPACKET;
            default -> throw new IllegalArgumentException("source: " + word + " (expected: auto, libpcap or afpacket)");
        };
    }
}
