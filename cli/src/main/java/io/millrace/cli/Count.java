package io.millrace.cli;

import io.millrace.Packet;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/** Counts packets and their bytes on the wire. */
final class Count implements Total {
    private final LongAdder packets = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    Count() {}

    @Override
    public void handle(Packet packet) {
        packets.increment();
        bytes.add(packet.len());
    }

    /** The totals, as in {@code 12 packets, 768 bytes}. */
    @Override
    public String text() {
        return String.format(Locale.ROOT, "%d packets, %d bytes", packets.sum(), bytes.sum());
    }
}
