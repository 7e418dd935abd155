package io.millrace.cli.print;

import io.millrace.protocol.EtherType;

/** GRE (RFC 2784 and 2890), with the source routes of RFC 1701, and the form that PPTP uses (RFC 2637). */
final class Gre {
    private static final int CHECKSUM = 0x8000;
    private static final int ROUTING = 0x4000;
    private static final int KEY = 0x2000;
    private static final int SEQUENCE = 0x1000;
    private static final int ACKNOWLEDGEMENT = 0x0080;
    private static final int VERSION = 0x0007;

    private static final int ROUTE_IPV4 = 0x0800;
    private static final int ROUTE_AS = 0xfffe;

    private static final Words FLAGS = Words.NONE
            .with(CHECKSUM, "checksum present")
            .with(ROUTING, "routing present")
            .with(KEY, "key present")
            .with(SEQUENCE, "sequence# present")
            .with(0x0800, "source routing present")
            .with(ACKNOWLEDGEMENT, "ack present");

    private Gre() {}

    static void print(Bytes bytes, Line line) {
        line.protocol("gre");
        int first = bytes.u16(0);
        int version = first & VERSION;
        line.add("GREv").add(version);
        switch (version) {
            case 0 -> plain(first, bytes, line);
            case 1 -> pptp(first, bytes, line);
            default -> line.add(" ERROR: unknown-version");
        }
    }

    private static int header(int flags, Bytes bytes, Line line) {
        if (line.style().verbose()) {
            line.add(", Flags [").add(FLAGS.bits(flags, ", ", "none")).add(']');
        }
        return bytes.u16(2);
    }

    private static void plain(int flags, Bytes bytes, Line line) {
        int protocol = header(flags, bytes, line);
        int at = 4;
        if ((flags & (CHECKSUM | ROUTING)) != 0) {
            int sum = bytes.u16(at);
            if (line.style().verbose()) {
                line.add(", sum 0x").hex(sum);
            }
            line.hex(", off 0x", bytes.u16(at + 2));
            at += 4;
        }
        if ((flags & KEY) != 0) {
            line.hex(", key=0x", bytes.u32(at));
            at += 4;
        }
        if ((flags & SEQUENCE) != 0) {
            line.add(", seq ", bytes.u32(at));
            at += 4;
        }
        if ((flags & ROUTING) != 0) {
            at = routes(bytes, at, line);
        }
        if (at >= 0) {
            length(protocol, bytes, line);
            colon(line);
            payload(protocol, bytes.from(at), line);
        }
    }

    private static void length(int protocol, Bytes bytes, Line line) {
        if (line.style().linkHeader()) {
            line.add(", proto ").add(EtherTypeNames.name(protocol, "unknown"));
            line.add(" (0x").hex(protocol, 4).add(')');
        }
        line.add(", length ").add(bytes.length());
    }

    private static void colon(Line line) {
        line.add(line.style().verbose() ? "\n\t" : ": ");
    }

    private static void payload(int protocol, Bytes inner, Line line) {
        switch (protocol) {
            case EtherTypes.BRIDGED -> Ethernet.print(inner, line);
            case EtherType.IPV4, EtherType.IPV6, EtherType.MPLS_UNICAST -> EtherTypes.print(protocol, inner, line);
            default -> line.add("gre-proto-0x").hex(protocol);
        }
    }

    private static void pptp(int flags, Bytes bytes, Line line) {
        int protocol = header(flags, bytes, line);
        int at = 4;
        if ((flags & KEY) != 0) {
            line.add(", call ", bytes.u32(at) & 0xffff);
            at += 4;
        }
        if ((flags & SEQUENCE) != 0) {
            line.add(", seq ", bytes.u32(at));
            at += 4;
        }
        if ((flags & ACKNOWLEDGEMENT) != 0) {
            line.add(", ack ", bytes.u32(at));
            at += 4;
        }
        line.add((flags & SEQUENCE) == 0 ? ", no-payload" : "");
        length(protocol, bytes, line);
        if ((flags & SEQUENCE) == 0) {
            return;
        }
        colon(line);
        if (protocol == EtherTypes.PPP) {
            Ppp.print(bytes.from(at), line);
        } else {
            line.add("gre-proto-0x").hex(protocol);
        }
    }

    /** Tells the source routes; says where they end, or -1 if one goes beyond the packet. */
    private static int routes(Bytes bytes, int start, Line line) {
        int at = start;
        while (true) {
            int family = bytes.u16(at);
            int offset = bytes.u8(at + 2);
            int size = bytes.u8(at + 3);
            at += 4;
            if (family == 0 && size == 0) {
                return at;
            }
            if (!route(family, offset, size, bytes.from(at), line) || bytes.length() - at < size) {
                line.truncated();
                return -1;
            }
            at += size;
        }
    }

    private static boolean route(int family, int offset, int size, Bytes bytes, Line line) {
        return switch (family) {
            case ROUTE_IPV4 -> hops("ip", 4, offset, size, bytes, line);
            case ROUTE_AS -> hops("asn", 2, offset, size, bytes, line);
            default -> {
                line.add(", (rtaf=0x").hex(family).add(')');
                yield true;
            }
        };
    }

    private static boolean hops(String family, int step, int offset, int size, Bytes bytes, Line line) {
        line.add(", (rtaf=").add(family);
        boolean whole = true;
        if (offset % step != 0) {
            line.add(", badoffset=").add(offset);
        } else if (size % step != 0) {
            line.add(", badlength=").add(size);
        } else if (offset >= size) {
            line.add(", badoff/len=").add(offset).add('/').add(size);
        } else {
            int at = 0;
            for (; at < size && bytes.has(at, step); at += step) {
                line.add(at == offset ? " *" : " ");
                if (step == 4) {
                    line.add(Names.NUMERIC.ipv4(bytes.i32(at)));
                } else {
                    line.hex(bytes.u16(at));
                }
            }
            whole = at == size;
        }
        line.add(')');
        return whole;
    }
}
