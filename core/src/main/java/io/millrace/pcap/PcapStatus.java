package io.millrace.pcap;

import io.millrace.ffi.LibPcapNames;

/** libpcap's texts for the codes that its functions return, and the system's for {@code errno}. */
public final class PcapStatus {
    private PcapStatus() {}

    /**
     * The text of a {@code PCAP_ERROR_} or {@code PCAP_WARNING_} code ({@code pcap_statustostr(3pcap)}).
     *
     * @throws PcapException if libpcap is missing
     */
    public static synchronized String text(int code) { // C may use one buffer for all
        Library.require();
        return NativeMemory.string(LibPcapNames.statustostr(code));
    }

    /**
     * The text of a system's error number ({@code pcap_strerror(3pcap)}).
     *
     * @throws PcapException if libpcap is missing
     */
    public static synchronized String errorText(int errno) {
        Library.require();
        return NativeMemory.string(LibPcapNames.strerror(errno));
    }
}
