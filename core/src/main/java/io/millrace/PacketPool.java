package io.millrace;

/**
 * The packet objects of one worker: a few, lent in turn, so that handling a packet allocates nothing and a packet that was
 * kept by mistake stays dead for a while before its object is lent again. Owned by the worker.
 */
final class PacketPool {
    /** After how many others an object is lent again. */
    static final int REUSED_AFTER = 63;

    private final Packet[] packets = new Packet[REUSED_AFTER + 1];
    private int next;
    private final int linktype;

    PacketPool(int linktype) {
        this.linktype = linktype;
    }

    Packet lend(long slotAddress) {
        int index = next++ & REUSED_AFTER;
        Packet packet = packets[index];
        if (packet == null) {
            packet = new Packet(linktype);
            packets[index] = packet;
        }
        packet.lend(slotAddress);
        return packet;
    }
}
