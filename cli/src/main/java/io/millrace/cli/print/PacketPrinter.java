package io.millrace.cli.print;

import io.millrace.Packet;
import io.millrace.PacketFunction;
import java.time.ZoneId;

/** Prints packets after tcpdump's habits. For any number of threads; its transcript completes what it prints. */
public final class PacketPrinter implements PacketFunction<PrintedPacket> {
    private final Style style;
    private final Names names;
    private final Timestamp timestamp;
    private final Transcript transcript = new Transcript();

    /** Prints in a style, with times in the system's zone. */
    public PacketPrinter(Style style, Names names) {
        this(style, names, ZoneId.systemDefault());
    }

    PacketPrinter(Style style, Names names, ZoneId zone) {
        this.style = style;
        this.names = names;
        this.timestamp = new Timestamp(style, zone);
    }

    /** Completes what this printer prints. */
    public Transcript transcript() {
        return transcript;
    }

    @Override
    public PrintedPacket apply(Packet packet) {
        return print(packet.timestampNanos(), packet.linktype(), Bytes.of(packet.bytes(), packet.len()));
    }

    /**
     * Prints a packet.
     *
     * @param nanos its time in nanoseconds since the epoch
     */
    PrintedPacket print(long nanos, int linktype, Bytes packet) {
        Line line = new Line(style, names);
        if (style.packetNumbers()) {
            line.later(history -> number(history.packets()));
        }
        if (packet.captured() == 0) {
            line.add("[Invalid header: caplen==0").add(packet.length() == 0 ? ", len==0]" : "]");
            return line.printed();
        }
        timestamp.print(nanos, line);
        try {
            LinkPrinters.of(linktype).print(packet, line);
        } catch (Truncated end) {
            line.truncated();
        }
        line.dump(packet);
        return line.printed();
    }

    private static String number(long number) {
        String digits = Long.toString(number);
        return " ".repeat(Math.max(0, 5 - digits.length())) + digits + "  ";
    }
}
