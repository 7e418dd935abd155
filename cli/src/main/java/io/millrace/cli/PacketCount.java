package io.millrace.cli;

import io.millrace.Packet;
import java.util.concurrent.atomic.LongAdder;

/** Counts packets, and tells it as tcpdump does: {@code --count}. */
final class PacketCount implements Total {
    private final LongAdder packets = new LongAdder();

    PacketCount() {}

    @Override
    public void handle(Packet packet) {
        packets.increment();
    }

    @Override
    public String text() {
        return Summary.packets(packets.sum());
    }
}
