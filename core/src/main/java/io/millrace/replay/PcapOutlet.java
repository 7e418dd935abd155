package io.millrace.replay;

import io.millrace.pcap.Pcap;
import io.millrace.pcap.PcapSettings;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Sends with {@code pcap_inject(3pcap)}, a frame with a call. */
final class PcapOutlet implements Outlet {
    private final Pcap pcap;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment frame = arena.allocate(UNLIMITED, Long.BYTES);
    private int length;

    private PcapOutlet(Pcap pcap) {
        this.pcap = pcap;
    }

    static PcapOutlet open(String device) {
        return new PcapOutlet(Pcap.open(device, PcapSettings.DEFAULT));
    }

    @Override
    public int linktype() {
        return pcap.linktype();
    }

    @Override
    public int batch() {
        return 1;
    }

    @Override
    public int longest(MemorySegment memory, long offset, int bytes) {
        return UNLIMITED;
    }

    @Override
    public int shortest() {
        return 1;
    }

    @Override
    public void put(int index, MemorySegment memory, long offset, int bytes) {
        MemorySegment.copy(memory, offset, frame, 0, bytes);
        length = bytes;
    }

    @Override
    public void send(int count) {
        if (count > 0) {
            int _ = pcap.inject(frame.asSlice(0, length));
        }
    }

    @Override
    public void close() {
        pcap.close();
        arena.close();
    }
}
