package io.millrace.cli.print;

/** The header that names protocols in IEEE 802.2, by an organisation and a number of its own. */
final class Snap {
    static final int HEADER_BYTES = 5;

    /** Bytes that align a bridged frame. */
    private static final int PADDING = 2;

    private static final int BRIDGED_WITH_CHECKSUM = 0x0001;
    private static final int BRIDGED = 0x0007;
    private static final int BRIDGED_STP = 0x000e;
    private static final int CISCO_STP = 0x010b;
    private static final int CISCO_VLAN_BRIDGE = 0x010c;

    private static final Words CISCO = Words.NONE
            .with(0x2000, "CDP")
            .with(0x2003, "VTP")
            .with(0x2004, "DTP")
            .with(0x0111, "UDLD")
            .with(CISCO_STP, "PVST")
            .with(CISCO_VLAN_BRIDGE, "VLAN Bridge");

    private static final Words BRIDGES = Words.NONE
            .with(BRIDGED_WITH_CHECKSUM, "Ethernet + FCS")
            .with(BRIDGED, "Ethernet w/o FCS")
            .with(0x0002, "802.4 + FCS")
            .with(0x0008, "802.4 w/o FCS")
            .with(0x0003, "Token Ring + FCS")
            .with(0x0009, "Token Ring w/o FCS")
            .with(0x0004, "FDDI + FCS")
            .with(0x000a, "FDDI w/o FCS")
            .with(0x0005, "802.6 + FCS")
            .with(0x000b, "802.6 w/o FCS")
            .with(BRIDGED_STP, "BPDU");

    private Snap() {}

    /** Prints the header and what it names; false if that has no printer. */
    static boolean print(Bytes packet, long from, long to, Line line) {
        line.protocol("snap");
        packet.require(0, HEADER_BYTES);
        int organization = packet.u24(0);
        int protocol = packet.u16(3);
        Bytes payload = packet.from(HEADER_BYTES);
        boolean headerFirst = line.style().linkHeader();
        if (headerFirst) {
            line.add("oui ")
                    .add(Organizations.name(organization))
                    .add(" (0x")
                    .hex(organization, 6)
                    .add("), ");
            protocol(organization, protocol, payload, line);
        }
        boolean known = printPayload(organization, protocol, payload, line);
        if (!known && !headerFirst) {
            if (from != Llc.NO_ADDRESS) {
                line.add(line.names().mac(from)).add(" > ");
                line.add(line.names().mac(to)).add(' ');
            }
            line.add("SNAP, ");
            if (organization != Organizations.ENCAPSULATED_ETHERNET) {
                line.add("oui ")
                        .add(Organizations.name(organization))
                        .add(" (0x")
                        .hex(organization, 6)
                        .add("), ");
            }
            protocol(organization, protocol, payload, line);
        }
        return known;
    }

    private static void protocol(int organization, int protocol, Bytes payload, Line line) {
        line.add(organization == Organizations.ENCAPSULATED_ETHERNET ? "ethertype " : "pid ");
        line.add(name(organization, protocol)).add(" (0x").hex(protocol, 4);
        line.add("), length ").add(payload.length()).add(": ");
    }

    private static boolean printPayload(int organization, int protocol, Bytes payload, Line line) {
        return switch (organization) {
            case Organizations.ENCAPSULATED_ETHERNET, Organizations.CISCO_BRIDGED ->
                EtherTypes.print(protocol, payload, line);
            case Organizations.CISCO -> cisco(protocol, payload, line);
            case Organizations.IEEE_8021 -> bridged(protocol, payload, line);
            default -> false;
        };
    }

    private static boolean cisco(int protocol, Bytes payload, Line line) {
        if (protocol != CISCO_STP && protocol != CISCO_VLAN_BRIDGE) {
            return false;
        }
        SpanningTree.print(payload, line);
        return true;
    }

    private static boolean bridged(int protocol, Bytes payload, Line line) {
        switch (protocol) {
            case BRIDGED, BRIDGED_WITH_CHECKSUM -> {
                payload.require(0, PADDING);
                Ethernet.print(payload.from(PADDING), line);
            }
            case BRIDGED_STP -> SpanningTree.print(payload, line);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static String name(int organization, int protocol) {
        return switch (organization) {
            case Organizations.ENCAPSULATED_ETHERNET, Organizations.CISCO_BRIDGED, Organizations.APPLETALK ->
                EtherTypeNames.name(protocol, "Unknown");
            case Organizations.CISCO -> CISCO.of(protocol, "Unknown");
            case Organizations.IEEE_8021 -> BRIDGES.of(protocol, "Unknown");
            default -> "Unknown";
        };
    }
}
