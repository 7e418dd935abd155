package io.millrace.afpacket;

import io.millrace.ffi.IfPacket;

/**
 * How the memory of a ring is divided.
 *
 * <p>A block is 256 KiB, as with libpcap, so that it holds any offloaded segment up to 262,010 bytes (a device's limit is
 * 64 KiB unless someone raised it); of a longer one so much is kept. Every frame lies in one block, in one piece.
 *
 * <p>A slot holds a frame of the device's MTU with two VLAN tags, if that is not above 16 KiB. Small slots are what lets a
 * ring of slots hold many frames: one sized for the longest segment would hold a hundred times fewer. The price is that
 * longer segments take a system call each, see {@link FrameRing}.
 *
 * @param version TPACKET_V2 for slots, TPACKET_V3 for blocks
 * @param blockBytes bytes of a block
 * @param blocks how many there are
 * @param frameBytes bytes of a slot; the whole block where frames lie one behind the other
 */
record Geometry(int version, int blockBytes, int blocks, int frameBytes) {
    static final int BLOCK_BYTES = 256 << 10;

    private static final int LEAST_BLOCKS = 4;
    /** 128 MiB of them. */
    private static final int MANY_BLOCKS = 512;

    private static final int LEAST_SLOT_BYTES = 256;
    private static final int MOST_SLOT_BYTES = 16 << 10;
    private static final int LINK_HEADER_BYTES = 14 + (2 * VlanTag.BYTES);

    /** What lies before a frame: its header and {@code struct sockaddr_ll}, alignment, room for a tag. */
    private static final int OVERHEAD_BYTES = 96;

    static Geometry ofBlocks(RingConfig config) {
        return new Geometry(IfPacket.TPACKET_V3, BLOCK_BYTES, blocks(config), BLOCK_BYTES);
    }

    static Geometry ofSlots(RingConfig config, int mtu) {
        int frame = OVERHEAD_BYTES + Math.min(config.snaplen(), mtu + LINK_HEADER_BYTES);
        int slot = Math.clamp(powerOfTwo(frame), LEAST_SLOT_BYTES, MOST_SLOT_BYTES);
        return new Geometry(IfPacket.TPACKET_V2, BLOCK_BYTES, blocks(config), slot);
    }

    private static int blocks(RingConfig config) {
        long wanted = Math.ceilDiv(config.bufferBytes(), BLOCK_BYTES);
        long most = Integer.MAX_VALUE / (BLOCK_BYTES / LEAST_SLOT_BYTES);
        return (int) Math.clamp(wanted, LEAST_BLOCKS, most);
    }

    private static int powerOfTwo(int atLeast) {
        return Integer.highestOneBit(atLeast - 1) << 1;
    }

    /**
     * How long a block that is not full stays open, from its first frame on. A stall of the reader is ridden out for as long
     * as all blocks together are open; so a small ring takes twice the time for each.
     */
    int openMillis() {
        return blocks < MANY_BLOCKS ? 2 : 1;
    }

    int frames() {
        return blockBytes / frameBytes * blocks;
    }

    long bytes() {
        return (long) blockBytes * blocks;
    }
}
