package io.millrace.bench;

import io.millrace.pcap.Pcap;
import io.millrace.pcap.PcapCallback;
import io.millrace.pcap.PcapPacket;
import io.millrace.pcap.PcapResult;
import java.nio.file.Path;

/** The Java side: the same by Millrace's handle. */
final class JavaCallback implements PcapCallback {
    private final Path file;
    private long packets;
    private long bytes;

    JavaCallback(Path file) {
        this.file = file;
    }

    @Override
    public void packet(PcapPacket packet) {
        packets++;
        bytes += packet.caplen();
    }

    /** Reads the file once. */
    Totals read() {
        packets = 0;
        bytes = 0;
        try (Pcap pcap = Pcap.openOffline(file)) {
            PcapResult result = pcap.loop(-1, this);
            if (result != PcapResult.END_OF_FILE) {
                throw new IllegalStateException("the loop ended with " + result);
            }
        }
        return new Totals(packets, bytes);
    }
}
