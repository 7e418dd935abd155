package io.millrace.pcap;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is set on a handle before it is activated; immutable, every {@code with} makes another. The defaults are those of
 * libpcap but for the precision (nanoseconds, where the device has them) and the timeout.
 *
 * @param snaplen bytes kept of a packet; from 1 to {@value #MAX_SNAPLEN}, and 0 stands for the greatest
 * @param promiscuous whether packets for other hosts are captured too
 * @param monitor whether a wireless device gives every frame on the air ({@code pcap_set_rfmon})
 * @param timeout how long packets may be held back to deliver several at once; zero waits until the buffer is full
 * @param bufferBytes the kernel's buffer; 0 leaves it to libpcap (2 MiB on Linux)
 * @param immediate whether every packet is delivered at once; costs a wake-up a packet
 * @param timestampType who stamps packets; null leaves it to the device
 * @param nanoseconds whether timestamps are asked for in nanoseconds; without, they count microseconds
 * @param protocol Linux: the only EtherType captured; 0 for all
 */
public record PcapSettings(
        int snaplen,
        boolean promiscuous,
        boolean monitor,
        Duration timeout,
        int bufferBytes,
        boolean immediate,
        @Nullable TimestampType timestampType,
        boolean nanoseconds,
        int protocol) {

    /** {@code MAXIMUM_SNAPLEN} of libpcap. */
    public static final int MAX_SNAPLEN = 262_144;

    /** Whole packets, not promiscuous, delivered within 10 ms. */
    public static final PcapSettings DEFAULT =
            new PcapSettings(MAX_SNAPLEN, false, false, Duration.ofMillis(10), 0, false, null, true, 0);

    public PcapSettings {
        snaplen = snaplen == 0 ? MAX_SNAPLEN : snaplen;
        expect(snaplen > 0 && snaplen <= MAX_SNAPLEN, "snaplen", snaplen, "0 to " + MAX_SNAPLEN);
        expect(!timeout.isNegative() && timeout.toSeconds() <= 86_400, "timeout", timeout, "0 to a day");
        expect(bufferBytes >= 0, "bufferBytes", bufferBytes, "0 to 2147483647");
        expect(protocol >= 0 && protocol <= 0xffff, "protocol", protocol, "0 to 65535");
    }

    public PcapSettings withSnaplen(int value) {
        return new PcapSettings(
                value, promiscuous, monitor, timeout, bufferBytes, immediate, timestampType, nanoseconds, protocol);
    }

    public PcapSettings withPromiscuous(boolean value) {
        return new PcapSettings(
                snaplen, value, monitor, timeout, bufferBytes, immediate, timestampType, nanoseconds, protocol);
    }

    public PcapSettings withMonitor(boolean value) {
        return new PcapSettings(
                snaplen, promiscuous, value, timeout, bufferBytes, immediate, timestampType, nanoseconds, protocol);
    }

    /** Whole milliseconds count; less than one, but not zero, is one. */
    public PcapSettings withTimeout(Duration value) {
        return new PcapSettings(
                snaplen, promiscuous, monitor, value, bufferBytes, immediate, timestampType, nanoseconds, protocol);
    }

    public PcapSettings withBufferBytes(int value) {
        return new PcapSettings(
                snaplen, promiscuous, monitor, timeout, value, immediate, timestampType, nanoseconds, protocol);
    }

    public PcapSettings withImmediate(boolean value) {
        return new PcapSettings(
                snaplen, promiscuous, monitor, timeout, bufferBytes, value, timestampType, nanoseconds, protocol);
    }

    public PcapSettings withTimestampType(@Nullable TimestampType value) {
        return new PcapSettings(
                snaplen, promiscuous, monitor, timeout, bufferBytes, immediate, value, nanoseconds, protocol);
    }

    public PcapSettings withNanoseconds(boolean value) {
        return new PcapSettings(
                snaplen, promiscuous, monitor, timeout, bufferBytes, immediate, timestampType, value, protocol);
    }

    public PcapSettings withProtocol(int value) {
        return new PcapSettings(
                snaplen, promiscuous, monitor, timeout, bufferBytes, immediate, timestampType, nanoseconds, value);
    }

    /** The timeout as C takes it. */
    int timeoutMillis() {
        return timeout.isZero() ? 0 : Math.max(1, (int) timeout.toMillis());
    }

    private static void expect(boolean valid, String name, Object value, String expected) {
        if (!valid) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
        }
    }
}
