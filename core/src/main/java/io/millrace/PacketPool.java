package io.millrace;

import io.millrace.protocol.Headers;
import io.millrace.savefile.Interfaces;

/**
 * The packet objects of one worker: a few, lent in turn, so that handling a packet allocates nothing and a packet that was
 * kept by mistake stays dead for a while before its object is lent again. Owned by the worker.
 */
final class PacketPool {
    /** After how many others an object is lent again. */
    static final int REUSED_AFTER = 15;

    private final Packet[] packets = new Packet[REUSED_AFTER + 1];
    private final Headers headers = new Headers();
    private final Interfaces interfaces;
    private int next;

    PacketPool(Interfaces interfaces) {
        this.interfaces = interfaces;
    }

    Packet lend(long slotAddress) {
        int index = next++ & REUSED_AFTER;
        Packet packet = packets[index];
        if (packet == null) {
            packet = new Packet(interfaces, headers);
            packets[index] = packet;
        }
        packet.lend(slotAddress);
        return packet;
    }
}
