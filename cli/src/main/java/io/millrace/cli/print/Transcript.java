package io.millrace.cli.print;

/** Completes the texts of packets, in the order in which it is given them. For any thread, one at a time. */
final class Transcript {
    private final History history = new History();

    Transcript() {}

    /** The packet's text; several lines with {@code -v} or a dump. Without a line end behind it. */
    synchronized String text(PrintedPacket packet) {
        history.countPacket();
        return packet.text(history);
    }
}
