package io.millrace.pcap;

import io.millrace.ffi.LibPcap;
import io.millrace.ffi.LibPcapFiles;

/**
 * What a savefile's header says of the whole file ({@code pcap-savefile(5)}).
 *
 * @param swapped whether it was written by a machine of the other byte order
 * @param major version of the format
 * @param minor version of the format
 */
public record Savefile(boolean swapped, int major, int minor) {
    static Savefile of(long pcap) {
        return new Savefile(
                LibPcapFiles.isSwapped(pcap) != 0, LibPcapFiles.majorVersion(pcap), LibPcapFiles.minorVersion(pcap));
    }

    /** The precision in which timestamps are asked for. */
    static int precision(boolean nanoseconds) {
        return nanoseconds ? LibPcap.PCAP_TSTAMP_PRECISION_NANO : LibPcap.PCAP_TSTAMP_PRECISION_MICRO;
    }
}
