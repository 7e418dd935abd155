package io.millrace.afpacket;

import io.millrace.ffi.IfPacket;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/**
 * A ring of blocks (TPACKET_V3): the kernel writes frames one behind the other and hands a block over when it is full, or 1
 * or 2 ms after its first frame ({@link Geometry#openMillis}). Frames are read in place; a block goes back when its last
 * frame was taken.
 *
 * <p>A block that was taken in part stays ours: {@code frame} is where its next frame begins, {@code left} how many are
 * still in it, and 0 means that no block is open.
 */
public final class BlockRing extends PacketRing {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT;
    private static final VarHandle STATUS = INT.varHandle().withInvokeExactBehavior();
    private static final long NANOS = 1_000_000_000L;

    private final int blockBytes;
    private final int blocks;
    private final int snaplen;

    private int block;
    private long frame;
    private int left;

    BlockRing(PacketSocket socket, MemorySegment ring, RingConfig config, Geometry geometry) {
        super(socket, ring, config);
        blockBytes = geometry.blockBytes();
        blocks = geometry.blocks();
        snaplen = config.snaplen();
    }

    @Override
    public boolean isReady() {
        return left > 0 || isReady(base(block));
    }

    @Override
    int takeReady(RingReader reader, int max) {
        int count = 0;
        while (count < max && (left > 0 || openBlock())) {
            int wanted = Math.min(left, max - count);
            int read = readFrames(reader, wanted);
            count += read;
            if (left == 0) {
                releaseBlock();
            }
            if (read < wanted) {
                break;
            }
        }
        return count;
    }

    /** The hot loop. Each frame is accounted for before the next is read, so that a reader that throws spoils nothing. */
    private int readFrames(RingReader reader, int wanted) {
        MemorySegment memory = ring;
        for (int read = 0; read < wanted; read++) {
            long at = frame;
            if (VlanTag.isMissing(
                    memory.get(INT, at + IfPacket.TP3_STATUS), memory.get(INT, at + IfPacket.TP3_SNAPLEN))) {
                putTagBack(at);
            }
            long nanos = (Integer.toUnsignedLong(memory.get(INT, at + IfPacket.TP3_SEC)) * NANOS)
                    + memory.get(INT, at + IfPacket.TP3_NSEC);
            long start = at + Short.toUnsignedInt(memory.get(SHORT, at + IfPacket.TP3_MAC));
            int caplen = Math.min(memory.get(INT, at + IfPacket.TP3_SNAPLEN), snaplen);
            if (!reader.read(memory, start, caplen, memory.get(INT, at + IfPacket.TP3_LEN), nanos)) {
                return read;
            }
            taken++;
            left--;
            frame = at + memory.get(INT, at + IfPacket.TP3_NEXT_OFFSET);
        }
        return wanted;
    }

    /** Changes the frame's header too, so that it reads as if the tag had never been missing, also a second time. */
    private void putTagBack(long at) {
        int status = ring.get(INT, at + IfPacket.TP3_STATUS);
        short mac = ring.get(SHORT, at + IfPacket.TP3_MAC);
        short tpid = ring.get(SHORT, at + IfPacket.TP3_VLAN_TPID);
        short tci = (short) ring.get(INT, at + IfPacket.TP3_VLAN_TCI);
        VlanTag.putBack(ring, at + Short.toUnsignedInt(mac), status, tpid, tci);
        ring.set(SHORT, at + IfPacket.TP3_MAC, (short) (mac - VlanTag.BYTES));
        ring.set(INT, at + IfPacket.TP3_SNAPLEN, ring.get(INT, at + IfPacket.TP3_SNAPLEN) + VlanTag.BYTES);
        ring.set(INT, at + IfPacket.TP3_LEN, ring.get(INT, at + IfPacket.TP3_LEN) + VlanTag.BYTES);
        ring.set(INT, at + IfPacket.TP3_STATUS, status & ~IfPacket.TP_STATUS_VLAN_VALID);
    }

    private boolean openBlock() {
        long base = base(block);
        if (!isReady(base)) {
            return false;
        }
        left = ring.get(INT, base + IfPacket.BLOCK_NUM_PKTS);
        frame = base + ring.get(INT, base + IfPacket.BLOCK_OFFSET_TO_FIRST_PKT);
        return true;
    }

    /** The status is read with acquire: what the kernel wrote to the block before it is seen after it. */
    private boolean isReady(long base) {
        return ((int) STATUS.getAcquire(ring, base + IfPacket.BLOCK_STATUS) & IfPacket.TP_STATUS_USER) != 0;
    }

    /** The status is written with release: the kernel may overwrite the block once it sees it, and our reads are over. */
    private void releaseBlock() {
        STATUS.setRelease(ring, base(block) + IfPacket.BLOCK_STATUS, IfPacket.TP_STATUS_KERNEL);
        block = block + 1 == blocks ? 0 : block + 1;
    }

    private long base(int index) {
        return (long) index * blockBytes;
    }

    @Override
    long countReady() {
        long ready = left;
        int index = block;
        if (left > 0) {
            index = index + 1 == blocks ? 0 : index + 1;
        }
        for (int i = left > 0 ? 1 : 0; i < blocks && isReady(base(index)); i++) {
            ready += ring.get(INT, base(index) + IfPacket.BLOCK_NUM_PKTS);
            index = index + 1 == blocks ? 0 : index + 1;
        }
        return ready;
    }
}
