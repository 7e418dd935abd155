package io.millrace.cli;

import io.millrace.Packet;
import io.millrace.PacketHandler;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/** Counts packets and their bytes on the wire, and says the totals at the end. */
final class Count implements PacketHandler, AutoCloseable {
    private final LongAdder packets = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final Output output;

    Count(Output output) {
        this.output = output;
    }

    @Override
    public void handle(Packet packet) {
        packets.increment();
        bytes.add(packet.len());
    }

    @Override
    public void close() {
        output.line(String.format(Locale.ROOT, "%d packets, %d bytes", packets.sum(), bytes.sum()));
    }
}
