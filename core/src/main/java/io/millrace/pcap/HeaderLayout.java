package io.millrace.pcap;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import io.millrace.ffi.Platform;
import java.lang.foreign.MemorySegment;
import java.time.Duration;

/**
 * {@code struct pcap_pkthdr}: a {@code struct timeval}, whose fields differ in width by platform, and two 32-bit lengths.
 *
 * @param wideSeconds whether {@code tv_sec} has 64 bits
 * @param fractionOffset where {@code tv_usec} is
 * @param wideFraction whether {@code tv_usec} has 64 bits
 * @param caplenOffset where {@code caplen} is; {@code len} follows it
 */
record HeaderLayout(boolean wideSeconds, int fractionOffset, boolean wideFraction, int caplenOffset) {
    /** Linux and FreeBSD, 64 bits. */
    static final HeaderLayout LP64 = new HeaderLayout(true, 8, true, 16);

    /** macOS: {@code tv_usec} is an int, and padding follows it. */
    static final HeaderLayout MACOS = new HeaderLayout(true, 8, false, 16);

    /** Windows: {@code long} has 32 bits. */
    static final HeaderLayout WINDOWS = new HeaderLayout(false, 4, false, 8);

    /** The layout of the platform this process runs on. */
    static final HeaderLayout CURRENT = of(Platform.CURRENT);

    static HeaderLayout of(Platform platform) {
        return switch (platform) {
            case LINUX, BSD -> LP64;
            case MACOS -> MACOS;
            case WINDOWS -> WINDOWS;
        };
    }

    int bytes() {
        return caplenOffset + 8;
    }

    long seconds(MemorySegment memory, long header) {
        return wideSeconds
                ? memory.get(JAVA_LONG_UNALIGNED, header)
                : Integer.toUnsignedLong(memory.get(JAVA_INT_UNALIGNED, header)); // reaches 2106
    }

    /** Microseconds or nanoseconds, by the handle's precision. */
    long fraction(MemorySegment memory, long header) {
        return wideFraction
                ? memory.get(JAVA_LONG_UNALIGNED, header + fractionOffset)
                : memory.get(JAVA_INT_UNALIGNED, header + fractionOffset);
    }

    /** A {@code struct timeval} that stands for a span, in microseconds. */
    Duration span(MemorySegment memory, long timeval) {
        return Duration.ofSeconds(seconds(memory, timeval)).plusNanos(1_000 * fraction(memory, timeval));
    }

    int caplen(MemorySegment memory, long header) {
        return memory.get(JAVA_INT_UNALIGNED, header + caplenOffset);
    }

    int len(MemorySegment memory, long header) {
        return memory.get(JAVA_INT_UNALIGNED, header + caplenOffset + 4);
    }

    /** Writes a header at the beginning of a segment. */
    void write(MemorySegment header, long seconds, long fraction, int caplen, int len) {
        if (wideSeconds) {
            header.set(JAVA_LONG_UNALIGNED, 0, seconds);
        } else {
            header.set(JAVA_INT_UNALIGNED, 0, (int) seconds);
        }
        if (wideFraction) {
            header.set(JAVA_LONG_UNALIGNED, fractionOffset, fraction);
        } else {
            header.set(JAVA_INT_UNALIGNED, fractionOffset, (int) fraction);
        }
        header.set(JAVA_INT_UNALIGNED, caplenOffset, caplen);
        header.set(JAVA_INT_UNALIGNED, caplenOffset + 4, len);
    }
}
