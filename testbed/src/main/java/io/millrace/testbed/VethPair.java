package io.millrace.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Two devices with a wire between them: what is sent on one comes in on the other. Both are up and silent: without IPv6
 * and ARP no packet is on the wire but what a test puts there.
 */
public final class VethPair implements AutoCloseable {
    public static final int DEFAULT_MTU = 1500;

    private final String left;
    private final String right;

    private VethPair(String left, String right) {
        this.left = left;
        this.right = right;
    }

    /** Makes a pair of the default MTU without offloads: frames arrive as they were sent. */
    public static VethPair create(String left, String right) {
        return create(left, right, DEFAULT_MTU, false);
    }

    /**
     * Makes a pair.
     *
     * @param mtu largest payload in bytes
     * @param offloads whether segments longer than the MTU may cross as one frame (TSO, GSO, GRO)
     * @throws IllegalStateException if the network is not our own, or the pair cannot be made
     */
    public static VethPair create(String left, String right, int mtu, boolean offloads) {
        OwnNetwork.require();
        Shell.run("ip", "link", "add", "name", left, "type", "veth", "peer", "name", right);
        VethPair pair = new VethPair(left, right);
        try {
            prepare(left, mtu, offloads);
            prepare(right, mtu, offloads);
            Shell.run("ip", "link", "set", "dev", left, "up");
            Shell.run("ip", "link", "set", "dev", right, "up");
            return pair;
        } catch (RuntimeException e) {
            pair.close();
            throw e;
        }
    }

    private static void prepare(String device, int mtu, boolean offloads) {
        silenceIpv6(device);
        Shell.run("ip", "link", "set", "dev", device, "mtu", Integer.toString(mtu), "arp", "off");
        if (!offloads) {
            // Without ethtool they stay on: that changes TCP segments only, which a generator does not send.
            boolean ignored = Shell.attempt("ethtool", "-K", device, "tso", "off", "gso", "off", "gro", "off");
        }
    }

    private static void silenceIpv6(String device) {
        Path disabled = Path.of("/proc/sys/net/ipv6/conf", device, "disable_ipv6");
        try {
            Files.writeString(disabled, "1");
        } catch (IOException e) { // no IPv6, or /proc/sys is read-only: then no address means no messages
            boolean ignored = Shell.attempt("ip", "link", "set", "dev", device, "addrgenmode", "none");
        }
    }

    public String left() {
        return left;
    }

    public String right() {
        return right;
    }

    /** Removes both devices; does nothing if they are gone already. */
    @Override
    public void close() {
        boolean ignored = Shell.attempt("ip", "link", "del", "dev", left);
    }
}
