package io.millrace.cli.print;

/** LLDP (IEEE 802.1AB): what a station tells its neighbours about itself. */
final class Lldp {
    private static final Words CAPABILITIES = Words.NONE
            .with(0x01, "Other")
            .with(0x02, "Repeater")
            .with(0x04, "Bridge")
            .with(0x08, "WLAN AP")
            .with(0x10, "Router")
            .with(0x20, "Telephone")
            .with(0x40, "Docsis")
            .with(0x80, "Station Only");

    private Lldp() {}

    static void print(Bytes bytes, Line line) {
        line.protocol("lldp").add("LLDP, length ").add(bytes.length());
        for (int at = 0; bytes.length() - at >= 2; ) {
            int type = bytes.u16(at) >> 9;
            int length = bytes.u16(at) & 0x1ff;
            at += 2;
            if (line.style().verbose()) {
                line.add("\n\t")
                        .add(name(type))
                        .add(" TLV (")
                        .add(type)
                        .add("), length ")
                        .add(length);
            }
            if (type == 0 || length == 0) {
                return;
            }
            bytes.require(at, length);
            if (bytes.length() - at < length || !part(type, bytes.part(at, length), line)) {
                line.truncated();
                return;
            }
            at += length;
        }
    }

    /** Tells a part of the message; says whether it is long enough. */
    private static boolean part(int type, Bytes value, Line line) {
        if (type == 5) {
            // told even without -v
            line.add(": ");
            Text.padded(value, 0, value.length(), line);
        }
        if (!line.style().verbose()) {
            return true;
        }
        Told told = switch (type) {
            case 1 -> identifier(chassisName(value.u8(0)), 4, 5, value, line);
            case 2 -> identifier(portName(value.u8(0)), 3, 4, value, line);
            case 3 -> timeToLive(value, line);
            case 4 -> text(": ", value, line);
            case 5 -> Told.WHOLLY;
            case 6 -> text("\n\t  ", value, line);
            case 7 -> capabilities(value, line);
            case 8 -> management(value, line);
            case 127 -> organization(value, line);
            default -> Told.NOT;
        };
        if (told != Told.TOO_SHORT && (told == Told.NOT || line.style().verbosity() > 1)) {
            line.unknown("\n\t  ", value);
        }
        return told != Told.TOO_SHORT;
    }

    /** What became of a part of a message. */
    enum Told {
        /** It was told. */
        WHOLLY,
        /** Nobody knows its form; its bytes follow. */
        NOT,
        /** It ends before its form does. */
        TOO_SHORT
    }

    private static Told text(String title, Bytes value, Line line) {
        line.add(title);
        Text.padded(value, 0, value.length(), line);
        return Told.WHOLLY;
    }

    private static Told identifier(String name, int macSubtype, int addressSubtype, Bytes value, Line line) {
        if (value.length() < 2) {
            return Told.TOO_SHORT;
        }
        int subtype = value.u8(0);
        line.add("\n\t  Subtype ").add(name).add(" (").add(subtype).add("): ");
        if (subtype == macSubtype) {
            if (value.length() < 7) {
                return Told.TOO_SHORT;
            }
            line.add(line.names().mac(value.u48(1)));
        } else if (subtype == addressSubtype) {
            return address("", value.from(1), line) ? Told.WHOLLY : Told.TOO_SHORT;
        } else if (subtype >= 1 && subtype <= 7) {
            Text.padded(value, 1, value.length() - 1, line);
        } else {
            return Told.NOT;
        }
        return Told.WHOLLY;
    }

    private static boolean address(String title, Bytes value, Line line) {
        int room = value.length() - 1;
        int family = room < 0 ? 0 : value.u8(0);
        int needed = switch (family) {
            case AddressFamilies.IPV4 -> 4;
            case AddressFamilies.IPV6 -> 16;
            case AddressFamilies.IEEE_802 -> 6;
            default -> 0;
        };
        if (room < needed) {
            return false;
        }
        line.add(title)
                .add("AFI ")
                .add(AddressFamilies.name(family))
                .add(" (")
                .add(family)
                .add(')');
        switch (family) {
            case AddressFamilies.IPV4 -> line.add(": ", line.names().ipv4(value.i32(1)));
            case AddressFamilies.IPV6 -> line.add(": ", line.names().ipv6(value.u64(1), value.u64(9)));
            case AddressFamilies.IEEE_802 -> line.add(": ", line.names().mac(value.u48(1)));
            default -> line.add(", no AF printer !");
        }
        return true;
    }

    private static Told timeToLive(Bytes value, Line line) {
        if (value.length() < 2) {
            return Told.TOO_SHORT;
        }
        line.add(": TTL ", value.u16(0)).add('s');
        return Told.WHOLLY;
    }

    private static Told capabilities(Bytes value, Line line) {
        if (value.length() < 4) {
            return Told.TOO_SHORT;
        }
        capabilities("\n\t  System  Capabilities [", value.u16(0), line);
        capabilities("\n\t  Enabled Capabilities [", value.u16(2), line);
        return Told.WHOLLY;
    }

    private static void capabilities(String title, int bits, Line line) {
        line.add(title)
                .add(CAPABILITIES.bits(bits, ", ", "none"))
                .add("] (0x")
                .hex(bits, 4)
                .add(')');
    }

    private static Told management(Bytes value, Line line) {
        int size = value.u8(0);
        if (value.length() - 1 < size) {
            return Told.TOO_SHORT;
        }
        String title = "\n\t  Management Address length " + size + ", ";
        if (size == 0 || !address(title, value.part(1, size), line)) {
            return Told.TOO_SHORT;
        }
        Bytes rest = value.from(1 + size);
        if (rest.length() < 5) {
            return Told.TOO_SHORT;
        }
        int numbering = rest.u8(0);
        String name = switch (numbering) {
            case 2 -> "Interface Index";
            case 3 -> "System Port Number";
            default -> "Unknown";
        };
        line.add("\n\t  ")
                .add(name)
                .add(" Interface Numbering (")
                .add(numbering)
                .add("): ", rest.u32(1));
        return rest.length() == 5 ? Told.WHOLLY : objectIdentifier(rest.from(5), line);
    }

    private static Told objectIdentifier(Bytes rest, Line line) {
        int size = rest.u8(0);
        if (rest.length() - 1 < size) {
            return Told.TOO_SHORT;
        }
        if (size > 0) {
            line.add("\n\t  OID length ").add(size);
            Text.padded(rest, 1, size, line);
        }
        return Told.WHOLLY;
    }

    private static Told organization(Bytes value, Line line) {
        if (value.length() < 3) {
            return Told.TOO_SHORT;
        }
        int organization = value.u24(0);
        line.add(": OUI ")
                .add(Organizations.name(organization))
                .add(" (0x")
                .hex(organization, 6)
                .add(')');
        boolean known = switch (organization) {
            case Organizations.IEEE_8021 -> Lldp8021.print(value, line);
            case Organizations.IEEE_8023 -> Lldp8023.print(value, line);
            case Organizations.IANA -> iana(value, line);
            case Organizations.TIA -> LldpMedia.print(value, line);
            case Organizations.DCBX -> LldpDcbx.print(value, line);
            default -> false;
        };
        return known ? Told.WHOLLY : Told.NOT;
    }

    private static boolean iana(Bytes value, Line line) {
        if (value.length() < 8) {
            return true;
        }
        boolean usage = value.u8(3) == 1;
        line.add("\n\t  ")
                .add(usage ? "MUD-URL" : "unknown")
                .add(" Subtype (", value.u8(3))
                .add(')');
        if (usage) {
            line.add("\n\t  MUD-URL=");
            Text.whole(value, 4, value.length() - 4, line);
        }
        return usage;
    }

    private static String name(int type) {
        return switch (type) {
            case 0 -> "End";
            case 1 -> "Chassis ID";
            case 2 -> "Port ID";
            case 3 -> "Time to Live";
            case 4 -> "Port Description";
            case 5 -> "System Name";
            case 6 -> "System Description";
            case 7 -> "System Capabilities";
            case 8 -> "Management Address";
            case 127 -> "Organization specific";
            default -> "Unknown";
        };
    }

    private static String chassisName(int subtype) {
        return switch (subtype) {
            case 1 -> "Chassis component";
            case 2 -> "Interface alias";
            case 3 -> "Port component";
            case 4 -> "MAC address";
            case 5 -> "Network address";
            case 6 -> "Interface name";
            case 7 -> "Local";
            default -> "Unknown";
        };
    }

    private static String portName(int subtype) {
        return switch (subtype) {
            case 1 -> "Interface alias";
            case 2 -> "Port component";
            case 3 -> "MAC address";
            case 4 -> "Network Address";
            case 5 -> "Interface Name";
            case 6 -> "Agent circuit ID";
            case 7 -> "Local";
            default -> "Unknown";
        };
    }
}
