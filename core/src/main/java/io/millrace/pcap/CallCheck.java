package io.millrace.pcap;

import io.millrace.ffi.LibPcap;

/**
 * What a call on a handle returned, made an exception if it failed. To be used before the handle is given back.
 *
 * @param name of the handle, for messages
 * @param pcap the {@code pcap_t}, which has the words
 */
record CallCheck(String name, long pcap) {
    /**
     * Returns the result of a call, or throws.
     *
     * @throws PcapException if the result is negative
     */
    int result(String call, int result) {
        if (result < 0) {
            throw failure(call, result);
        }
        return result;
    }

    PcapException failure(String call, int result) {
        String words = PcapError.oneLine(NativeMemory.string(LibPcap.geterr(pcap)));
        return new PcapException(name + ": " + call + ": " + words, result);
    }
}
