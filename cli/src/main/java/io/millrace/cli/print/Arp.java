package io.millrace.cli.print;

/** Address resolution, also in reverse (RFC 826, RFC 903, RFC 2390). */
final class Arp {
    private static final int IPV4 = 0x0800;
    private static final int TRAILERS = 0x1000;
    private static final int HEADER_BYTES = 8;

    private static final Words HARDWARE = Words.NONE
            .with(1, "Ethernet")
            .with(6, "TokenRing")
            .with(7, "ArcNet")
            .with(15, "FrameRelay")
            .with(17, "Strip")
            .with(24, "IEEE 1394");

    private static final Words OPERATIONS = Words.NONE
            .with(1, "Request")
            .with(2, "Reply")
            .with(3, "Reverse Request")
            .with(4, "Reverse Reply")
            .with(8, "Inverse Request")
            .with(9, "Inverse Reply")
            .with(10, "NACK Reply");

    private final Bytes packet;
    private final Line line;
    private final int protocol;
    private final int hardwareLength;
    private final int protocolLength;

    private Arp(Bytes packet, Line line) {
        this.packet = packet;
        this.line = line;
        this.protocol = packet.u16(2);
        this.hardwareLength = packet.u8(4);
        this.protocolLength = packet.u8(5);
    }

    static void print(Bytes packet, Line line) {
        line.protocol("arp");
        packet.require(0, HEADER_BYTES);
        new Arp(packet, line).print();
    }

    private void print() {
        packet.require(targetProtocol(), protocolLength);
        boolean verbose = line.style().verbose();
        line.add(line.style().linkHeader() ? "" : "ARP, ");
        boolean known = isIp() && protocolLength == 4 && hardwareLength != 0;
        if (!known || verbose) {
            formats();
        }
        if (known || verbose) {
            int operation = packet.u16(6);
            line.add(verbose ? ", " : "");
            line.add(OPERATIONS.of(operation, "Unknown (" + operation + ")")).add(' ');
            if (!addresses(operation)) {
                line.hexAndAscii(packet);
                return;
            }
        }
        line.add(", length ").add(packet.length());
    }

    private void formats() {
        int hardware = packet.u16(0);
        line.add(HARDWARE.of(hardware, "Unknown Hardware (" + hardware + ")"));
        line.add(" (len ").add(hardwareLength).add("), ");
        String name = EtherTypeNames.name(protocol);
        if (name == null) {
            line.add("Unknown Protocol (0x").hex(protocol, 4).add(')');
        } else {
            line.add(name);
        }
        line.add(" (len ").add(protocolLength).add(')');
    }

    /** Adds who asks or answers what; false if the operation is unknown. */
    private boolean addresses(int operation) {
        switch (operation) {
            case 1 -> {
                line.add("who-has ").add(ip(targetProtocol()));
                if (!isZero(targetHardware())) {
                    line.add(" (").add(hardware(targetHardware())).add(')');
                }
                line.add(" tell ").add(ip(senderProtocol()));
            }
            case 2 -> line.add(ip(senderProtocol())).add(" is-at ").add(hardware(HEADER_BYTES));
            case 3, 8 ->
                line.add("who-is ")
                        .add(hardware(targetHardware()))
                        .add(" tell ")
                        .add(hardware(HEADER_BYTES));
            case 4 -> line.add(hardware(targetHardware())).add(" at ").add(ip(targetProtocol()));
            case 9 -> line.add(hardware(HEADER_BYTES)).add(" at ").add(ip(senderProtocol()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean isIp() {
        return protocol == IPV4 || protocol == TRAILERS;
    }

    private int senderProtocol() {
        return HEADER_BYTES + hardwareLength;
    }

    private int targetHardware() {
        return senderProtocol() + protocolLength;
    }

    private int targetProtocol() {
        return targetHardware() + hardwareLength;
    }

    private boolean isZero(int at) {
        int set = 0;
        for (int i = at; i < at + hardwareLength; i++) {
            set |= packet.u8(i);
        }
        return set == 0;
    }

    private String ip(int at) {
        if (!isIp()) {
            return "<wrong proto type>";
        }
        return protocolLength == 4 ? line.names().ipv4(packet.i32(at)) : "<wrong len>";
    }

    private String hardware(int at) {
        if (hardwareLength == 0) {
            return "<empty>";
        }
        if (hardwareLength == 6) {
            return line.names().mac(packet.u48(at));
        }
        StringBuilder text = new StringBuilder(3 * hardwareLength);
        for (int i = at; i < at + hardwareLength; i++) {
            int octet = packet.u8(i);
            text.append(i == at ? "" : ":").append(octet < 16 ? "0" : "").append(Integer.toHexString(octet));
        }
        return text.toString();
    }
}
