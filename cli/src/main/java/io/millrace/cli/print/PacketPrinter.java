package io.millrace.cli.print;

import io.millrace.Packet;
import io.millrace.PacketFunction;
import java.time.ZoneId;
import java.util.function.Supplier;

/**
 * Prints packets after tcpdump's habits, in two steps: a draft in parallel, and the text in the order of capture. For any
 * number of threads.
 *
 * <p>A packet's text may need names that are not known yet. Its draft then only has them looked up, and says nothing, so that
 * a handler never waits; who wants the text waits until they are known, which those of the packets behind it become meanwhile.
 */
public final class PacketPrinter implements PacketFunction<Draft> {
    private final Style style;
    private final Supplier<? extends Names> names;
    private final Timestamp timestamp;
    private final Backlog backlog = new Backlog();
    private final Transcript transcript = new Transcript();

    /**
     * Prints in a style, with times in the system's zone.
     *
     * @param names gives each packet its names
     */
    public PacketPrinter(Style style, Supplier<? extends Names> names) {
        this(style, names, ZoneId.systemDefault());
    }

    PacketPrinter(Style style, Supplier<? extends Names> names, ZoneId zone) {
        this.style = style;
        this.names = names;
        this.timestamp = new Timestamp(style, zone);
    }

    /** A packet's draft; it must get to {@link #text}. */
    @Override
    public Draft apply(Packet packet) {
        return draft(packet.timestampNanos(), packet.linktype(), Bytes.of(packet.bytes(), packet.len()));
    }

    /**
     * A packet's draft.
     *
     * @param nanos its time in nanoseconds since the epoch
     */
    Draft draft(long nanos, int linktype, Bytes packet) {
        Names own = names.get();
        PrintedPacket printed = print(nanos, linktype, packet, own);
        Draft draft = own.areKnown() ? printed : new UnnamedPacket(this, nanos, linktype, packet, own);
        backlog.enters(draft);
        return draft;
    }

    /**
     * A packet's text: several lines with {@code -v} or a dump, without a line end behind it. Drafts are to come in the order
     * of capture. While one waits for names others may come on other threads.
     */
    public String text(Draft draft) {
        try {
            return transcript.text(draft.finished(backlog::isLong));
        } finally {
            backlog.leaves(draft);
        }
    }

    /** Prints a packet with names as far as they are known. */
    PrintedPacket print(long nanos, int linktype, Bytes packet, Names own) {
        Line line = new Line(style, own);
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
