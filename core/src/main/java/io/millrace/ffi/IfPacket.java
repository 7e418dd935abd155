package io.millrace.ffi;

/**
 * {@code <linux/if_packet.h>}: the options, structures and marks of packet sockets. Names ending in {@code _BYTES} are
 * sizes; the others with a structure's prefix are byte offsets in it, the same on every 64-bit Linux.
 */
public final class IfPacket {
    public static final int AF_PACKET = 17;
    public static final int SOL_PACKET = 263;
    /** {@code <linux/if_ether.h>}: every protocol. */
    public static final int ETH_P_ALL = 0x0003;
    /** {@code <linux/if_ether.h>}: the VLAN tag that is meant when the kernel does not say which. */
    public static final int ETH_P_8021Q = 0x8100;

    public static final int PACKET_ADD_MEMBERSHIP = 1;
    public static final int PACKET_RX_RING = 5;
    public static final int PACKET_STATISTICS = 6;
    public static final int PACKET_COPY_THRESH = 7;
    public static final int PACKET_VERSION = 10;
    public static final int PACKET_RESERVE = 12;
    public static final int PACKET_FANOUT = 18;
    public static final int PACKET_QDISC_BYPASS = 20;

    public static final int TPACKET_V2 = 1;
    public static final int TPACKET_V3 = 2;

    public static final int PACKET_MR_PROMISC = 1;
    public static final int PACKET_OUTGOING = 4;
    public static final int PACKET_FANOUT_HASH = 0;
    public static final int PACKET_FANOUT_FLAG_UNIQUEID = 0x2000;

    public static final int TP_STATUS_KERNEL = 0;
    public static final int TP_STATUS_USER = 1;
    /** The slot was too small; the whole frame waits in the socket's receive queue. */
    public static final int TP_STATUS_COPY = 1 << 1;

    public static final int TP_STATUS_VLAN_VALID = 1 << 4;
    public static final int TP_STATUS_VLAN_TPID_VALID = 1 << 6;

    public static final int SOCKADDR_LL_BYTES = 20;
    public static final int SLL_FAMILY = 0;
    public static final int SLL_PROTOCOL = 2;
    public static final int SLL_IFINDEX = 4;

    public static final int PACKET_MREQ_BYTES = 16;
    public static final int MR_IFINDEX = 0;
    public static final int MR_TYPE = 4;

    /** {@code struct tpacket_req}; {@code struct tpacket_req3} goes on with the three fields that follow. */
    public static final int TPACKET_REQ_BYTES = 16;

    public static final int REQ_BLOCK_SIZE = 0;
    public static final int REQ_BLOCK_NR = 4;
    public static final int REQ_FRAME_SIZE = 8;
    public static final int REQ_FRAME_NR = 12;
    public static final int REQ3_RETIRE_BLK_TOV = 16;
    public static final int REQ3_SIZEOF_PRIV = 20;
    public static final int REQ3_FEATURE_REQ_WORD = 24;
    public static final int TPACKET_REQ3_BYTES = 28;

    /** {@code struct tpacket_block_desc} with {@code struct tpacket_hdr_v1}. */
    public static final int BLOCK_STATUS = 8;

    public static final int BLOCK_NUM_PKTS = 12;
    public static final int BLOCK_OFFSET_TO_FIRST_PKT = 16;
    public static final int BLOCK_DESC_BYTES = 48;

    /** {@code struct tpacket3_hdr}. */
    public static final int TP3_NEXT_OFFSET = 0;

    public static final int TP3_SEC = 4;
    public static final int TP3_NSEC = 8;
    public static final int TP3_SNAPLEN = 12;
    public static final int TP3_LEN = 16;
    public static final int TP3_STATUS = 20;
    public static final int TP3_MAC = 24;
    public static final int TP3_VLAN_TCI = 32;
    public static final int TP3_VLAN_TPID = 36;
    public static final int TPACKET3_HDR_BYTES = 48;

    /** {@code struct tpacket2_hdr}. */
    public static final int TP2_STATUS = 0;

    public static final int TP2_LEN = 4;
    public static final int TP2_SNAPLEN = 8;
    public static final int TP2_MAC = 12;
    public static final int TP2_SEC = 16;
    public static final int TP2_NSEC = 20;
    public static final int TP2_VLAN_TCI = 24;
    public static final int TP2_VLAN_TPID = 26;
    public static final int TPACKET2_HDR_BYTES = 32;

    /** {@code struct tpacket_stats_v3}; {@code struct tpacket_stats} has the first two fields only. */
    public static final int STATS_PACKETS = 0;

    public static final int STATS_DROPS = 4;
    public static final int STATS_FREEZE_Q_CNT = 8;
    public static final int TPACKET_STATS_V3_BYTES = 12;

    private IfPacket() {}
}
