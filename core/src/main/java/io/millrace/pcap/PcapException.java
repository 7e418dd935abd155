package io.millrace.pcap;

import java.io.Serial;

/** Why a device cannot be opened or read. The message is one line that names the cause and the remedy. */
public final class PcapException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int code;

    /** A failure that has no code of libpcap's. */
    public PcapException(String message) {
        this(message, -1);
    }

    /** A failure with the {@code PCAP_ERROR_} code that C returned, always negative. */
    public PcapException(String message, int code) {
        super(message);
        this.code = code;
    }

    /** The {@code PCAP_ERROR_} code that C returned; -1, the general error, if it returned none. */
    public int code() {
        return code;
    }
}
