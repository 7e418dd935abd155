package io.millrace.testbed.conformance;

import io.millrace.afpacket.PacketSender;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Sends frames on a device, all of a step with one system call, where captures of outgoing frames see them too. */
final class Sender implements AutoCloseable {
    private static final int BATCH = 64;
    private static final int MOST_BYTES = 65_535;

    private final PacketSender sender;

    Sender(String device) {
        sender = PacketSender.open(device, BATCH, MOST_BYTES, false);
    }

    void send(List<byte[]> frames) {
        for (int begin = 0; begin < frames.size(); begin += BATCH) {
            int count = Math.min(BATCH, frames.size() - begin);
            for (int i = 0; i < count; i++) {
                byte[] frame = frames.get(begin + i);
                MemorySegment.copy(MemorySegment.ofArray(frame), 0, sender.frame(i), 0, frame.length);
                sender.length(i, frame.length);
            }
            sender.send(count);
        }
    }

    @Override
    public void close() {
        sender.close();
    }
}
