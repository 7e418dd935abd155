package io.millrace.pcap;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.millrace.ffi.LibPcap;
import io.millrace.ffi.StackRoom;
import java.lang.foreign.MemorySegment;

/**
 * Reads a device: C calls back for every packet.
 *
 * <p><b>Stale breaks.</b> C may return a count although it was told to break, and then ends the next call instead. Here a
 * break ends the call under way, once. So what C still returns for it later, when nobody has asked for a break, is not
 * passed on: the call is made again.
 *
 * <p><b>The packet of a broken next.</b> In immediate mode on Linux {@code pcap_next_ex} looks for a break after it has taken a
 * packet, and returns -2 although it has written where the packet is. It is delivered all the same.
 */
final class DeviceReader implements PacketReader {
    /** Where in the scratch C writes the address of the bytes, behind that of the header. */
    private static final long BYTES = JAVA_LONG.byteSize();

    private final long pcap;
    private final Gate gate;
    private final Delivery delivery;
    private final MemorySegment scratch;
    private final PacketUpcall upcall;

    /** @param scratch room for two pointers */
    DeviceReader(long pcap, Gate gate, Delivery delivery, MemorySegment scratch) {
        this.pcap = pcap;
        this.gate = gate;
        this.delivery = delivery;
        this.scratch = scratch;
        this.upcall = new PacketUpcall(pcap, delivery);
    }

    @Override
    public int dispatch(int count) {
        StackRoom.require();
        int code;
        boolean stale;
        do {
            code = LibPcap.dispatch(pcap, count, PacketUpcall.FUNCTION, upcall.number());
            stale = isStale(code);
            upcall.rethrow();
        } while (stale && delivery.packets() == 0);
        return stale ? (int) delivery.packets() : code;
    }

    @Override
    public int loop(int count) {
        StackRoom.require();
        int code;
        boolean stale;
        do {
            int left = count <= 0 ? count : count - (int) delivery.packets();
            code = LibPcap.loop(pcap, left, PacketUpcall.FUNCTION, upcall.number());
            stale = isStale(code);
            upcall.rethrow();
        } while (stale && (count <= 0 || delivery.packets() < count));
        return stale ? 0 : code;
    }

    @Override
    public int next() {
        int code;
        long bytes;
        boolean stale;
        do {
            scratch.set(JAVA_LONG, BYTES, 0);
            code = LibPcap.nextEx(pcap, scratch.address(), scratch.address() + BYTES);
            bytes = scratch.get(JAVA_LONG, BYTES);
            stale = isStale(code);
        } while (stale && bytes == 0);
        if (bytes != 0) {
            delivery.deliver(scratch.get(JAVA_LONG, 0), bytes);
        }
        return stale ? 1 : code;
    }

    private boolean isStale(int code) {
        return code == LibPcap.PCAP_ERROR_BREAK && !upcall.threw() && !gate.breakAsked();
    }

    @Override
    public PcapResult nothing() {
        return PcapResult.NONE;
    }

    @Override
    public void close() {
        upcall.close();
    }
}
