package io.millrace.afpacket;

import org.jspecify.annotations.Nullable;

/**
 * How a ring is set up.
 *
 * @param bufferBytes memory of the ring in bytes, held by the kernel and not swapped; rounded up to whole blocks of 256
 *     KiB, at least four. A ring of blocks rides out {@code bufferBytes / 256 KiB} times 2 ms at any rate, times 1 ms from
 *     128 MiB on, and longer where no packet comes in such a time; 64 MiB by default: half a second
 * @param snaplen bytes kept of each frame, its VLAN tag included: 1 to 262,144, the default
 * @param promiscuous whether the device also passes on what is not addressed to this host; true by default
 * @param immediate whether each frame is handed over as it comes. False by default: frames come in blocks, at most 2 ms (1
 *     ms from 128 MiB on)
 *     late and far cheaper at high rates
 * @param direction which frames are taken
 * @param fanoutGroup the fanout group that the ring joins, 0 to 65,535; {@link #NO_FANOUT} by default. Rings of one
 *     group, in any process of this network, share the packets of a device
 * @param filter the program that frames must pass, or null for all
 */
public record RingConfig(
        long bufferBytes,
        int snaplen,
        boolean promiscuous,
        boolean immediate,
        RingDirection direction,
        int fanoutGroup,
        @Nullable Program filter) {

    public static final int MAX_SNAPLEN = 262_144;
    public static final int NO_FANOUT = -1;

    /** Joins a new group, whose number the kernel chooses: see {@link PacketRing#fanoutGroup()}. */
    public static final int NEW_FANOUT = -2;

    /** All frames of both directions, whole, in blocks. */
    public static final RingConfig DEFAULT =
            new RingConfig(64L << 20, MAX_SNAPLEN, true, false, RingDirection.INOUT, NO_FANOUT, null);

    public RingConfig {
        if (bufferBytes < 1) {
            throw new IllegalArgumentException("bufferBytes: " + bufferBytes + " (expected: > 0)");
        }
        if (snaplen < 1 || snaplen > MAX_SNAPLEN) {
            throw new IllegalArgumentException("snaplen: " + snaplen + " (expected: 1 to " + MAX_SNAPLEN + ")");
        }
        if (fanoutGroup < NEW_FANOUT || fanoutGroup > 0xffff) {
            throw new IllegalArgumentException("fanoutGroup: " + fanoutGroup + " (expected: 0 to 65535)");
        }
    }

    public RingConfig withBufferBytes(long bytes) {
        return new RingConfig(bytes, snaplen, promiscuous, immediate, direction, fanoutGroup, filter);
    }

    public RingConfig withSnaplen(int bytes) {
        return new RingConfig(bufferBytes, bytes, promiscuous, immediate, direction, fanoutGroup, filter);
    }

    public RingConfig withPromiscuous(boolean wanted) {
        return new RingConfig(bufferBytes, snaplen, wanted, immediate, direction, fanoutGroup, filter);
    }

    public RingConfig withImmediate(boolean wanted) {
        return new RingConfig(bufferBytes, snaplen, promiscuous, wanted, direction, fanoutGroup, filter);
    }

    public RingConfig withDirection(RingDirection wanted) {
        return new RingConfig(bufferBytes, snaplen, promiscuous, immediate, wanted, fanoutGroup, filter);
    }

    public RingConfig withFanoutGroup(int group) {
        return new RingConfig(bufferBytes, snaplen, promiscuous, immediate, direction, group, filter);
    }

    public RingConfig withFilter(@Nullable Program program) {
        return new RingConfig(bufferBytes, snaplen, promiscuous, immediate, direction, fanoutGroup, program);
    }
}
