package io.millrace.cli;

import io.millrace.pcap.DataLink;
import io.millrace.pcap.PcapException;

/**
 * What is told when a capture has begun, in tcpdump's words.
 *
 * @param opening what is captured from
 * @param rest what follows the link type
 */
record Announcement(String opening, String rest) {
    /** Of a device. */
    static Announcement listening(String device, int snaplen) {
        return new Announcement("listening on " + device, ", snapshot length " + snaplen + " bytes");
    }

    /** Of a savefile. */
    static Announcement reading(String file) {
        return new Announcement("reading from file " + file, "");
    }

    /**
     * The line, when the link type is known.
     *
     * @param linktypes as the ledger tells them: the first is that of the beginning
     */
    String text(String linktypes) {
        String linktype = linktypes.split(",", 2)[0];
        return "millrace: " + opening + ", link-type " + linktype + description(linktype) + rest;
    }

    private static String description(String linktype) {
        try {
            String description = DataLink.named(linktype).description();
            return description == null ? "" : " (" + description + ")";
        } catch (PcapException unknown) {
            return ""; // no libpcap, or it has no name for the type
        }
    }
}
