package io.millrace.savefile;

/** How a savefile is made up. */
public enum SavefileFormat {
    /** {@code pcap-savefile(5)}: one link type, one precision, nothing but packets. */
    PCAP,
    /** {@code draft-ietf-opsawg-pcapng}: several interfaces, options, statistics. */
    PCAPNG
}
