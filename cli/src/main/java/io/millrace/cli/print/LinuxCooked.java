package io.millrace.cli.print;

/** What Linux gives instead of a link-layer header on {@code any} and on devices that have none (packet(7)). */
final class LinuxCooked {
    private static final int HEADER_BYTES = 16;
    private static final int V2_HEADER_BYTES = 20;
    private static final Words DIRECTIONS =
            Words.NONE.with(0, "In").with(1, "B").with(2, "M").with(3, "P").with(4, "Out");

    private LinuxCooked() {}

    static void print(Bytes packet, Line line) {
        line.protocol("sll").linkHeader(HEADER_BYTES);
        packet.require(0, HEADER_BYTES);
        int type = packet.u16(14);
        if (line.style().linkHeader()) {
            direction(packet.u16(0), line);
            address(packet, packet.u16(4), 6, line);
            type(packet, type, line);
        }
        payload(packet, HEADER_BYTES, type, line);
    }

    static void printV2(Bytes packet, Line line) {
        line.protocol("sll2").linkHeader(V2_HEADER_BYTES);
        packet.require(0, V2_HEADER_BYTES);
        int type = packet.u16(0);
        pad(line.names().device(packet.i32(4)), 5, line).add(' ');
        direction(packet.u8(10), line);
        if (line.style().linkHeader()) {
            line.add("ifindex ").add(packet.u32(4)).add(' ');
            address(packet, packet.u8(11), 12, line);
            type(packet, type, line);
        }
        payload(packet, V2_HEADER_BYTES, type, line);
    }

    private static void payload(Bytes packet, int at, int firstType, Line line) {
        int type = firstType;
        if (!EtherTypes.print(type, packet.from(at), line)) {
            line.rest(packet.from(at));
        }
    }

    private static void direction(int direction, Line line) {
        pad(DIRECTIONS.of(direction, "?"), 3, line).add(' ');
    }

    private static void address(Bytes packet, int length, int at, Line line) {
        if (length == 6) {
            line.add(line.names().mac(packet.u48(at))).add(' ');
        }
    }

    private static void type(Bytes packet, int type, Line line) {
        if (!line.style().quick()) {
            Ethernet.type(type, line);
            line.add(", length ").add(packet.length()).add(": ");
        }
    }

    private static Line pad(String word, int width, Line line) {
        return line.add(word).add(" ".repeat(Math.max(0, width - word.length())));
    }
}
