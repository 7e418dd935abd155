package io.millrace.protocol;

/** Link-layer types by their LINKTYPE_ numbers, as savefiles and {@code pcap_datalink(3)} have them. */
public final class Linktype {
    public static final int NULL = 0;
    public static final int EN10MB = 1;
    public static final int PPP = 9;
    public static final int RAW = 101;
    public static final int IEEE802_11 = 105;
    public static final int LOOP = 108;
    public static final int LINUX_SLL = 113;
    public static final int PRISM = 119;
    public static final int IEEE802_11_RADIOTAP = 127;
    public static final int BLUETOOTH_HCI_H4_WITH_PHDR = 201;
    public static final int USB_LINUX_MMAPPED = 220;
    public static final int IPV4 = 228;
    public static final int IPV6 = 229;
    public static final int NFLOG = 239;
    public static final int LINUX_SLL2 = 276;

    private Linktype() {}

    /** The type's name without its prefix, or {@code LINKTYPE_n} for one not listed here. */
    public static String name(int linktype) {
        return switch (linktype) {
            case NULL -> "NULL";
            case EN10MB -> "EN10MB";
            case PPP -> "PPP";
            case RAW -> "RAW";
            case IEEE802_11 -> "IEEE802_11";
            case LOOP -> "LOOP";
            case LINUX_SLL -> "LINUX_SLL";
            case PRISM -> "PRISM";
            case IEEE802_11_RADIOTAP -> "IEEE802_11_RADIO";
            case BLUETOOTH_HCI_H4_WITH_PHDR -> "BLUETOOTH_HCI_H4_WITH_PHDR";
            case USB_LINUX_MMAPPED -> "USB_LINUX_MMAPPED";
            case IPV4 -> "IPV4";
            case IPV6 -> "IPV6";
            case NFLOG -> "NFLOG";
            case LINUX_SLL2 -> "LINUX_SLL2";
            default -> "LINKTYPE_" + linktype;
        };
    }
}
