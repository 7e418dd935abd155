package io.millrace.pcap;

/**
 * Which packets are captured, as seen from this host: {@code PCAP_D_INOUT, PCAP_D_IN, PCAP_D_OUT} ({@code
 * pcap_setdirection(3)}).
 */
public enum PcapDirection {
    INOUT,
    IN,
    OUT
}
