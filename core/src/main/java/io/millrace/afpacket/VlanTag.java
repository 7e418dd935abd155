package io.millrace.afpacket;

import io.millrace.ffi.IfPacket;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * A VLAN tag (IEEE 802.1Q) that the kernel took off a frame and reports beside it. It is put back where it was, behind
 * both addresses, by moving them forward into room that was reserved for that; so does libpcap. Of two tags (QinQ) the
 * kernel takes the outer one; the inner one is still in the frame.
 */
final class VlanTag {
    static final int BYTES = 4;
    static final int ADDRESS_BYTES = 12;

    private static final ValueLayout.OfInt TAG = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private VlanTag() {}

    /** Whether a frame with this status and so many bytes lacks a tag that can be put back. */
    static boolean isMissing(int status, int caplen) {
        return (status & IfPacket.TP_STATUS_VLAN_VALID) != 0 && caplen >= ADDRESS_BYTES;
    }

    /** Puts the tag back; the frame, which began at {@code offset}, then begins {@link #BYTES} before it. */
    static void putBack(MemorySegment memory, long offset, int status, short tpid, short tci) {
        long moved = offset - BYTES;
        MemorySegment.copy(memory, offset, memory, moved, ADDRESS_BYTES);
        boolean told = (status & IfPacket.TP_STATUS_VLAN_TPID_VALID) != 0;
        int type = told ? tpid & 0xffff : IfPacket.ETH_P_8021Q;
        memory.set(TAG, moved + ADDRESS_BYTES, (type << 16) | (tci & 0xffff));
    }
}
