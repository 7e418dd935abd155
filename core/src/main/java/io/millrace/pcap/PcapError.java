package io.millrace.pcap;

import io.millrace.ffi.LibPcap;

/** What libpcap's status codes mean to a user, and what can be done. */
final class PcapError {
    private PcapError() {}

    /**
     * The failure of {@code pcap_activate}.
     *
     * @param detail what {@code pcap_geterr} says; often empty, and often the same as the code's own text
     */
    static PcapException activation(String device, int code, String detail) {
        String text = detail.isEmpty() || code == LibPcap.PCAP_ERROR_NO_SUCH_DEVICE ? PcapStatus.text(code) : detail;
        String message = switch (code) {
            case LibPcap.PCAP_ERROR_PERM_DENIED, LibPcap.PCAP_ERROR_PROMISC_PERM_DENIED ->
                device + ": no permission to capture: run as root, or give the process CAP_NET_RAW,"
                        + " or run in a network of your own with `unshare -rn`";
            case LibPcap.PCAP_ERROR_NO_SUCH_DEVICE -> device + ": there is no such device: see `millrace interfaces`";
            case LibPcap.PCAP_ERROR_IFACE_NOT_UP ->
                device + ": the device is down: bring it up with `ip link set " + device + " up`";
            case LibPcap.PCAP_ERROR_RFMON_NOTSUP -> device + ": the device has no monitor mode: capture without it";
            default -> device + ": " + oneLine(text);
        };
        return new PcapException(message, code);
    }

    /** What a positive code of {@code pcap_activate} warns of. */
    static String warning(String device, int code, String detail) {
        return device + ": "
                + oneLine(code == LibPcap.PCAP_WARNING && !detail.isEmpty() ? detail : PcapStatus.text(code));
    }

    /** A savefile that cannot be opened: libpcap often names the file itself. */
    static PcapException savefile(String name, String text) {
        String words = oneLine(text);
        return new PcapException(words.startsWith(name + ":") ? words : name + ": " + words);
    }

    static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
