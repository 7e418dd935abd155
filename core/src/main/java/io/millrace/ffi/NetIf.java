package io.millrace.ffi;

/** {@code <net/if.h>}, {@code <linux/sockios.h>} and {@code <linux/if_arp.h>}: what a device is. */
public final class NetIf {
    public static final int AF_INET = 2;
    public static final int IFNAMSIZ = 16;

    public static final int IFF_UP = 0x1;
    public static final int IFF_LOOPBACK = 0x8;
    public static final int IFF_RUNNING = 0x40;

    public static final long SIOCGIFNAME = 0x8910;
    public static final long SIOCGIFFLAGS = 0x8913;
    public static final long SIOCGIFMTU = 0x8921;
    public static final long SIOCGIFHWADDR = 0x8927;
    public static final long SIOCGIFINDEX = 0x8933;

    /** {@code struct ifreq}: a name of {@link #IFNAMSIZ} bytes, then a union. */
    public static final int IFREQ_BYTES = 40;

    /** Where the union begins: a short of flags, an int of an index or MTU, or a {@code struct sockaddr}. */
    public static final int IFR_UNION = 16;

    public static final int ARPHRD_ETHER = 1;
    public static final int ARPHRD_LOOPBACK = 772;

    private NetIf() {}
}
