package io.millrace.protocol;

/** Addresses as people write them. No name is ever looked up. */
public final class AddressText {
    private AddressText() {}

    /** An IPv4 address given as its 32 bits, as in {@code 10.0.0.1}. */
    public static String ipv4(int address) {
        return (address >>> 24) + "." + ((address >>> 16) & 0xff) + "." + ((address >>> 8) & 0xff) + "."
                + (address & 0xff);
    }

    /**
     * An IPv6 address given as its two halves, in the one form of RFC 5952, as in {@code 2001:db8::1}; one that has an IPv4
     * address in it (RFC 4291 section 2.5.5) as in {@code ::ffff:10.0.0.1}.
     */
    public static String ipv6(long high, long low) {
        if (high == 0 && low >>> 32 == 0xffff) {
            return "::ffff:" + ipv4((int) low);
        }
        if (high == 0 && low >>> 32 == 0 && low >>> 16 != 0) {
            return "::" + ipv4((int) low);
        }
        int runStart = -1;
        int runLength = 1; // a single zero group is not shortened
        for (int i = 0; i < 8; i++) {
            int zeros = 0;
            while (i + zeros < 8 && group(high, low, i + zeros) == 0) {
                zeros++;
            }
            if (zeros > runLength) {
                runStart = i;
                runLength = zeros;
            }
        }
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < 8; i++) {
            if (i == runStart) {
                text.append("::");
                i += runLength - 1;
            } else {
                boolean behindRun = runStart >= 0 && i == runStart + runLength;
                text.append(i == 0 || behindRun ? "" : ":").append(Integer.toHexString(group(high, low, i)));
            }
        }
        return text.toString();
    }

    /** A MAC address given as the low 48 bits, as in {@code 02:00:00:00:00:01}. */
    public static String mac(long address) {
        StringBuilder text = new StringBuilder(17);
        for (int shift = 40; shift >= 0; shift -= 8) {
            int octet = (int) (address >>> shift) & 0xff;
            text.append(Character.forDigit(octet >>> 4, 16)).append(Character.forDigit(octet & 0xf, 16));
            text.append(shift == 0 ? "" : ":");
        }
        return text.toString();
    }

    private static int group(long high, long low, int index) {
        return (int) ((index < 4 ? high : low) >>> (48 - 16 * (index & 3))) & 0xffff;
    }
}
