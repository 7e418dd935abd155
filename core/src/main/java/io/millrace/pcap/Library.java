package io.millrace.pcap;

import io.millrace.ffi.LibPcapLookup;
import org.jspecify.annotations.Nullable;

/** The door to libpcap: whoever opens a handle or asks for devices passes here first. */
final class Library {
    private Library() {}

    /**
     * Makes sure that there is a libpcap.
     *
     * @throws PcapException if there is none; the message says where it was looked for and what to install
     */
    static void require() {
        @Nullable String problem = LibPcapLookup.problem();
        if (problem != null) {
            throw new PcapException(problem);
        }
    }
}
