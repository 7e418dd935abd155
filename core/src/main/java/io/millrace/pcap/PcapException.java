package io.millrace.pcap;

import java.io.Serial;

/** Why a device cannot be opened or read. The message is one line that names the cause and the remedy. */
public final class PcapException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public PcapException(String message) {
        super(message);
    }
}
