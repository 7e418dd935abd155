package io.millrace.testbed.conformance;

import io.millrace.pcap.Pcap;
import io.millrace.pcap.PcapCallback;
import io.millrace.pcap.PcapException;
import io.millrace.pcap.PcapPacket;
import io.millrace.pcap.PcapResult;
import org.jspecify.annotations.Nullable;

/**
 * The reading commands on a handle: dispatch, loop, next, gather. Belongs to the thread that owns the handle; only {@link
 * #seen()} is for any thread.
 */
final class Reading implements PcapCallback {
    private final StringBuilder packets = new StringBuilder();
    private final Writing writing;
    private @Nullable Pcap pcap;
    private int breakAt;
    private volatile int seen;

    /** @param writing gets every packet */
    Reading(Writing writing) {
        this.writing = writing;
    }

    /** At which packet of the next command the callback breaks the loop; 0 for none. */
    void breakAt(int packet) {
        breakAt = packet;
    }

    int seen() {
        return seen;
    }

    /** Before a command begins, so that {@link #seen()} does not tell of the one before. */
    void forget() {
        seen = 0;
        packets.setLength(0);
    }

    /** What C returned and the packets; {@link Subject#NONE} for other commands. */
    String run(Pcap handle, Command command) {
        pcap = handle;
        forget();
        try {
            switch (command.word()) {
                case "dispatch" -> handle.dispatch(command.number(), this);
                case "loop" -> handle.loop(command.number(), this);
                case "next", "next_ex" -> {
                    return next(handle.next(this)) + packets.toString();
                }
                case "gather" -> {
                    return gather(handle, command.number());
                }
                default -> {
                    return Subject.NONE;
                }
            }
            return handle.code() + packets.toString();
        } catch (PcapException e) {
            return e.code() + packets.toString();
        } finally {
            breakAt = 0;
        }
    }

    /** In C's numbers, which has one for the end of a savefile and for a break. */
    private static int next(PcapResult result) {
        return switch (result) {
            case PACKETS -> 1;
            case NONE -> 0;
            case END_OF_FILE, BROKEN -> -2;
        };
    }

    private String gather(Pcap handle, int count) {
        while (seen < count) {
            handle.dispatch(-1, this);
            if (handle.code() < 0) {
                return handle.code() + packets.toString();
            }
        }
        return seen + packets.toString();
    }

    @Override
    public void packet(PcapPacket packet) {
        writing.write(packet);
        packets.append(PacketWords.of(packet.bytes(), packet.len(), packet.timestampNanos()));
        int now = seen + 1;
        seen = now;
        Pcap reading = pcap;
        if (now == breakAt && reading != null) {
            reading.breakLoop();
        }
    }
}
