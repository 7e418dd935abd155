package io.millrace.cli.print;

/** Geneve (RFC 8926): frames of any ethertype in a UDP datagram, with options. */
final class Geneve {
    private static final int HEADER = 8;
    private static final int OPTION_HEADER = 4;
    private static final int CRITICAL = 0x80;
    private static final Words FLAGS = Words.NONE
            .with(0x80, "O")
            .with(0x40, "C")
            .with(0x20, "R1")
            .with(0x10, "R2")
            .with(0x08, "R3")
            .with(0x04, "R4")
            .with(0x02, "R5")
            .with(0x01, "R6");

    private Geneve() {}

    static void print(Bytes bytes, Line line) {
        line.protocol("geneve").add("Geneve");
        if (bytes.length() < HEADER) {
            line.add(" [length ")
                    .add(bytes.length())
                    .add(" < ")
                    .add(HEADER)
                    .add(']')
                    .invalid();
            return;
        }
        bytes.require(0, HEADER);
        int version = bytes.u8(0) >> 6;
        if (version != 0) {
            line.add(" ERROR: unknown-version ").add(version);
            return;
        }
        int protocol = bytes.u16(2);
        line.add(", Flags [", FLAGS.bits(bytes.u8(1), "", "none")).add(']');
        line.hex(", vni 0x", bytes.u24(4));
        if (bytes.u8(7) != 0) {
            line.hex(", rsvd 0x", bytes.u8(7));
        }
        if (line.style().linkHeader()) {
            line.add(", proto ").add(EtherTypeNames.name(protocol, "unknown"));
            line.add(" (0x").hex(protocol, 4).add(')');
        }
        int options = (bytes.u8(0) & 0x3f) * 4;
        int missing = options - (bytes.length() - HEADER);
        if (missing > 0) {
            line.add(" truncated-geneve - ").add(missing).add(" bytes missing");
            return;
        }
        bytes.require(HEADER, options);
        options(bytes.part(HEADER, options), line);
        line.add(line.style().verbose() ? "\n\t" : ": ");
        if (line.deeper()) {
            payload(protocol, bytes.from(HEADER + options), line);
        }
    }

    private static void payload(int protocol, Bytes inner, Line line) {
        if (protocol == EtherTypes.BRIDGED) {
            Ethernet.print(inner, line);
        } else if (!EtherTypes.print(protocol, inner, line)) {
            line.add("geneve-proto-0x").hex(protocol);
        }
    }

    private static void options(Bytes options, Line line) {
        if (options.length() == 0) {
            return;
        }
        line.add(", options [");
        if (line.style().verbose()) {
            each(options, line);
        } else {
            line.add(options.length()).add(" bytes");
        }
        line.add(']');
    }

    private static void each(Bytes options, Line line) {
        for (int at = 0; at < options.length(); ) {
            line.add(at > 0 ? ", " : "");
            int length = OPTION_HEADER + (options.u8(at + 3) & 0x1f) * 4;
            option(options.from(at), length, line);
            if (length > options.length() - at) {
                line.add(" [bad length]");
                return;
            }
            if (line.style().verbosity() > 1 && length > OPTION_HEADER) {
                line.add(" data");
                for (int word = OPTION_HEADER; word < length; word += 4) {
                    line.add(' ').hex(options.u32(at + word), 8);
                }
            }
            at += length;
        }
    }

    private static void option(Bytes option, int length, Line line) {
        int organization = option.u16(0);
        int type = option.u8(2);
        line.add("class ").add(className(organization)).add(" (0x").hex(organization);
        line.add(") type 0x").hex(type).add((type & CRITICAL) != 0 ? "(C)" : "");
        line.add(" len ").add(length);
    }

    private static String className(int organization) {
        return switch (organization) {
            case 0x0100 -> "Linux";
            case 0x0101 -> "Open vSwitch";
            case 0x0102 -> "Open Virtual Networking (OVN)";
            case 0x0103 -> "In-band Network Telemetry (INT)";
            case 0x0104 -> "VMware";
            default -> {
                if (organization <= 0x00ff) {
                    yield "Standard";
                }
                yield organization >= 0xfff0 ? "Experimental" : "Unknown";
            }
        };
    }
}
