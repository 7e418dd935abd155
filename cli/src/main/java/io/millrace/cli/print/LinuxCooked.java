package io.millrace.cli.print;

import io.millrace.protocol.EtherType;

/** What Linux gives instead of a link-layer header on {@code any} and on devices that have none (packet(7)). */
final class LinuxCooked {
    private static final int HEADER_BYTES = 16;
    private static final int V2_HEADER_BYTES = 20;
    private static final int TAG_BYTES = 4;
    /** Up to this number the type is none, but says what frame it is. */
    private static final int MAX_LENGTH = 1500;
    /** Frames with an LLC header (linux/if_ether.h: ETH_P_802_2). */
    private static final int LLC = 4;
    /** Frames of Novell's without one (ETH_P_802_3). */
    private static final int NOVELL = 1;

    private static final Words DIRECTIONS =
            Words.NONE.with(0, "In").with(1, "B").with(2, "M").with(3, "P").with(4, "Out");

    private final Bytes packet;
    private final Line line;
    private final boolean v2;

    private LinuxCooked(Bytes packet, Line line, boolean v2) {
        this.packet = packet;
        this.line = line;
        this.v2 = v2;
    }

    static void print(Bytes packet, Line line) {
        line.protocol("sll");
        packet.require(0, HEADER_BYTES);
        new LinuxCooked(packet, line, false).print(HEADER_BYTES, packet.u16(14));
    }

    /** The second version, which names the device. */
    static void printV2(Bytes packet, Line line) {
        line.protocol("sll2");
        packet.require(0, V2_HEADER_BYTES);
        String device = line.names().device(packet.i32(4));
        String direction = DIRECTIONS.of(packet.u8(10), "?");
        line.add(device).add(" ".repeat(Math.max(0, 5 - device.length()))).add(' ');
        line.add(direction).add(" ".repeat(3 - direction.length())).add(' ');
        new LinuxCooked(packet, line, true).print(V2_HEADER_BYTES, packet.u16(0));
    }

    private void print(int header, int firstType) {
        if (line.style().linkHeader()) {
            header(firstType, packet.length());
        }
        int type = firstType;
        int at = header;
        while (type == EtherType.VLAN) {
            line.linkEnds(packet.from(packet.captured()));
            if (!packet.has(at, TAG_BYTES)) {
                line.protocol("vlan").truncated();
                return;
            }
            type = tag(at);
            at += TAG_BYTES;
        }
        Bytes payload = packet.from(at);
        line.linkEnds(payload);
        if (type == LLC) {
            line.linkEnds(payload.from(Llc.print(payload, Llc.NO_ADDRESS, Llc.NO_ADDRESS, line)));
        } else if (type <= MAX_LENGTH || !EtherTypes.print(type, payload, line)) {
            if (type > MAX_LENGTH && !line.style().linkHeader()) {
                header(firstType, payload.length() + header);
            }
            line.rest(payload);
        }
    }

    /** Prints a tag and says what is behind it. */
    private int tag(int at) {
        if (line.style().linkHeader()) {
            Ethernet.tag(packet.u16(at), line);
        }
        int type = packet.u16(at + 2);
        if (type <= MAX_LENGTH) {
            type = LLC;
        }
        if (!line.style().quick()) {
            String name = EtherTypeNames.name(type);
            line.add("ethertype ").add(name == null ? "Unknown" : name).add(", ");
        }
        return type;
    }

    private void header(int type, int length) {
        if (v2) {
            line.add("ifindex ").add(packet.u32(4)).add(' ');
        } else {
            String direction = DIRECTIONS.of(packet.u16(0), "?");
            line.add(" ".repeat(3 - direction.length())).add(direction).add(' ');
        }
        int addressLength = v2 ? packet.u8(11) : packet.u16(4);
        if (addressLength == 6) {
            line.add(line.names().mac(packet.u48(v2 ? 12 : 6))).add(' ');
        }
        if (line.style().quick()) {
            return;
        }
        switch (type) {
            case NOVELL -> line.add("802.3");
            case LLC -> line.add("802.2");
            default -> Ethernet.type(type, line);
        }
        line.add(", length ").add(length).add(": ");
    }
}
