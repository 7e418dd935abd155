package io.millrace.afpacket;

import io.millrace.ffi.Errno;
import io.millrace.ffi.IfPacket;
import io.millrace.ffi.SysSocket;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/**
 * A ring of slots (TPACKET_V2), for immediate mode: the kernel hands each frame over, and wakes the reader, as it comes.
 *
 * <p>An offloaded segment may be many times longer than a slot. Of such a frame the kernel also queues the original to
 * the socket (PACKET_COPY_THRESH), and it is fetched from there with one {@code recv(2)}, in the order of the slots.
 * The queue may hold as many bytes as the ring; only when it is full is such a frame cut to the slot, which its caplen
 * shows. A ring of {@link BlockRing blocks} needs none of that.
 *
 * <p>{@code slot} is where the next frame is expected. {@code fetched} is the caplen of that frame's original once it lies
 * in {@code original}, since it can be fetched once only and the reader may refuse it; 0 if it was not fetched.
 */
public final class FrameRing extends PacketRing {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT;
    private static final VarHandle STATUS = INT.varHandle().withInvokeExactBehavior();
    private static final long NANOS = 1_000_000_000L;

    private final int slotBytes;
    private final int snaplen;
    private final MemorySegment original;
    private final MemorySegment originalFrame;

    private long slot;
    private int fetched;

    FrameRing(PacketSocket socket, MemorySegment ring, RingConfig config, Geometry geometry) {
        super(socket, ring, config);
        slotBytes = geometry.frameBytes();
        snaplen = config.snaplen();
        original = socket.arena.allocate((long) VlanTag.BYTES + snaplen, Long.BYTES);
        originalFrame = original.asSlice(VlanTag.BYTES);
    }

    @Override
    public boolean isReady() {
        return ((int) STATUS.getAcquire(ring, slot + IfPacket.TP2_STATUS) & IfPacket.TP_STATUS_USER) != 0;
    }

    @Override
    int takeReady(RingReader reader, int max) {
        for (int count = 0; count < max; count++) {
            long at = slot;
            // Acquire: what the kernel wrote to the slot before the status is seen after it.
            int status = (int) STATUS.getAcquire(ring, at + IfPacket.TP2_STATUS);
            if ((status & IfPacket.TP_STATUS_USER) == 0 || !readFrame(reader, at, status)) {
                return count;
            }
            taken++;
            fetched = 0;
            // Release: the kernel may overwrite the slot once it sees this, and our reads are over.
            STATUS.setRelease(ring, at + IfPacket.TP2_STATUS, IfPacket.TP_STATUS_KERNEL);
            slot = at + slotBytes == ring.byteSize() ? 0 : at + slotBytes;
        }
        return max;
    }

    private boolean readFrame(RingReader reader, long at, int status) {
        MemorySegment memory = ring;
        long nanos = (Integer.toUnsignedLong(memory.get(INT, at + IfPacket.TP2_SEC)) * NANOS)
                + memory.get(INT, at + IfPacket.TP2_NSEC);
        if ((status & IfPacket.TP_STATUS_COPY) != 0) {
            return readOriginal(reader, at, status, nanos);
        }
        if (VlanTag.isMissing(status, memory.get(INT, at + IfPacket.TP2_SNAPLEN))) {
            putTagBack(at, status);
        }
        long start = at + Short.toUnsignedInt(memory.get(SHORT, at + IfPacket.TP2_MAC));
        int caplen = Math.min(memory.get(INT, at + IfPacket.TP2_SNAPLEN), snaplen);
        return reader.read(memory, start, caplen, memory.get(INT, at + IfPacket.TP2_LEN), nanos);
    }

    /** Changes the frame's header too, so that it reads as if the tag had never been missing, also a second time. */
    private void putTagBack(long at, int status) {
        short mac = ring.get(SHORT, at + IfPacket.TP2_MAC);
        putBack(ring, at + Short.toUnsignedInt(mac), at, status);
        ring.set(SHORT, at + IfPacket.TP2_MAC, (short) (mac - VlanTag.BYTES));
        ring.set(INT, at + IfPacket.TP2_SNAPLEN, ring.get(INT, at + IfPacket.TP2_SNAPLEN) + VlanTag.BYTES);
        ring.set(INT, at + IfPacket.TP2_LEN, ring.get(INT, at + IfPacket.TP2_LEN) + VlanTag.BYTES);
        ring.set(INT, at + IfPacket.TP2_STATUS, status & ~IfPacket.TP_STATUS_VLAN_VALID);
    }

    private void putBack(MemorySegment memory, long offset, long at, int status) {
        short tpid = ring.get(SHORT, at + IfPacket.TP2_VLAN_TPID);
        short tci = ring.get(SHORT, at + IfPacket.TP2_VLAN_TCI);
        VlanTag.putBack(memory, offset, status, tpid, tci);
    }

    /** Reads a frame that is longer than its slot. */
    private boolean readOriginal(RingReader reader, long at, int status, long nanos) {
        boolean tagged = (status & IfPacket.TP_STATUS_VLAN_VALID) != 0;
        if (fetched == 0) {
            fetched = fetchOriginal();
            if (tagged) {
                putBack(original, VlanTag.BYTES, at, status);
            }
        }
        int tag = tagged ? VlanTag.BYTES : 0;
        int caplen = Math.min(fetched + tag, snaplen);
        int len = ring.get(INT, at + IfPacket.TP2_LEN) + tag;
        return reader.read(original, VlanTag.BYTES - tag, caplen, len, nanos);
    }

    private int fetchOriginal() {
        long length = SysSocket.recv(socket.state, socket.fd, originalFrame, snaplen, SysSocket.MSG_DONTWAIT);
        if (length == -Errno.ENETDOWN) { // told once, in place of the frame
            watch.wentDown();
            length = SysSocket.recv(socket.state, socket.fd, originalFrame, snaplen, SysSocket.MSG_DONTWAIT);
        }
        if (length <= 0) {
            throw AfPacketException.of("fetch a long frame on " + socket.device.name(), (int) -length);
        }
        return (int) length;
    }

    @Override
    long countReady() {
        long at = slot;
        long ready = 0;
        long slots = ring.byteSize() / slotBytes;
        while (ready < slots
                && ((int) STATUS.getAcquire(ring, at + IfPacket.TP2_STATUS) & IfPacket.TP_STATUS_USER) != 0) {
            ready++;
            at = at + slotBytes == ring.byteSize() ? 0 : at + slotBytes;
        }
        return ready;
    }
}
