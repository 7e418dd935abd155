package io.millrace.testbed.conformance;

import java.util.Locale;

/** What of Millrace a promise applies to. */
enum SubjectKind {
    /** {@code io.millrace.pcap.Pcap} on a device. */
    HANDLE,

    /** A capture by the engine whose source is libpcap. */
    LIBPCAP,

    /** A capture by the engine whose source is an AF_PACKET ring. */
    AFPACKET,

    /** {@code io.millrace.pcap.Pcap} on a savefile that holds what the row would send. */
    SAVEFILE;

    /** As it is written in the rows and in the page. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static SubjectKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
