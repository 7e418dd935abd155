package io.millrace.pcap;

import java.util.Arrays;
import java.util.HexFormat;

/** An address of the link layer, such as the six bytes of an Ethernet device; immutable. */
public final class LinkAddress {
    private final byte[] bytes;

    LinkAddress(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The bytes, a copy; none for a device that has no such address. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LinkAddress that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** As {@code 02:00:00:00:00:01}. */
    @Override
    public String toString() {
        return HexFormat.ofDelimiter(":").formatHex(bytes);
    }
}
