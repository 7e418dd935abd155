package io.millrace.pcap;

/** Who stamps packets, and how: {@code pcap-tstamp(7)}. */
public enum TimestampType {
    HOST(0),
    HOST_LOW_PRECISION(1),
    HOST_HIGH_PRECISION(2),
    ADAPTER(3),
    ADAPTER_UNSYNCHRONISED(4),
    HOST_HIGH_PRECISION_UNSYNCHRONISED(5);

    private final int code;

    TimestampType(int code) {
        this.code = code;
    }

    /** The {@code PCAP_TSTAMP_} number. */
    public int code() {
        return code;
    }
}
