package io.millrace.cli.print;

import static io.millrace.cli.print.PppOptions.wrong;

/** Options of PPP's control protocol for IPv4 (RFC 1332 and 1877). */
final class IpcpOptions implements PppOptions {
    private static final int HEADER_COMPRESSION = 0x0061;
    private static final int VAN_JACOBSON = 0x002d;

    /** The length of the option for header compression without suboptions. */
    private static final int COMPRESSION = 14;

    @Override
    public String name(int type) {
        return switch (type) {
            case 1 -> "IP-Addrs";
            case 2 -> "IP-Comp";
            case 3 -> "IP-Addr";
            case 4 -> "Home-Addr";
            case 129 -> "Pri-DNS";
            case 130 -> "Pri-NBNS";
            case 131 -> "Sec-DNS";
            case 132 -> "Sec-NBNS";
            default -> "unknown";
        };
    }

    @Override
    public Told value(int type, int length, Bytes option, Line line) {
        return switch (type) {
            case 1 -> length == 10 ? addresses(option, line) : wrong("= 10", Told.WRONG, line);
            case 2 -> length >= 4 ? compression(length, option, line) : wrong(">= 4", Told.WRONG_AND_LAST, line);
            case 3, 4, 129, 130, 131, 132 ->
                length == 6 ? address(option, line) : wrong("= 6", Told.WRONG_AND_LAST, line);
            default -> Told.NOT;
        };
    }

    private static Told address(Bytes option, Line line) {
        line.add(": ", line.names().ipv4(option.i32(2)));
        return Told.WHOLLY;
    }

    private static Told addresses(Bytes option, Line line) {
        option.require(6, 4);
        line.add(": src ", line.names().ipv4(option.i32(2)));
        line.add(", dst ", line.names().ipv4(option.i32(6)));
        return Told.WHOLLY;
    }

    private static Told compression(int length, Bytes option, Line line) {
        int protocol = option.u16(2);
        String name = switch (protocol) {
            case VAN_JACOBSON -> "VJ-Comp";
            case HEADER_COMPRESSION -> "IP Header Compression";
            default -> "Unknown";
        };
        line.add(": ")
                .add(name)
                .add(" (0x")
                .hex(protocol, Math.max(2, Integer.toHexString(protocol).length()))
                .add("):");
        if (protocol != HEADER_COMPRESSION) {
            return Told.WHOLLY;
        }
        if (length < COMPRESSION) {
            return wrong(">= " + COMPRESSION, Told.WRONG_AND_LAST, line);
        }
        if (!option.has(2, COMPRESSION)) {
            return Told.CUT;
        }
        line.add("\n\t    TCP Space ", option.u16(4));
        line.add(", non-TCP Space ", option.u16(6));
        line.add(", maxPeriod ", option.u16(8));
        line.add(", maxTime ", option.u16(10));
        line.add(", maxHdr ", option.u16(12));
        if (length > COMPRESSION) {
            return suboptions(option.from(COMPRESSION), length - COMPRESSION, line);
        }
        return Told.WHOLLY;
    }

    private static Told suboptions(Bytes bytes, int length, Line line) {
        line.add("\n\t      Suboptions, length ").add(length);
        int left = length;
        for (int at = 0; left >= 2; ) {
            if (!bytes.has(at, 2)) {
                return Told.CUT;
            }
            int type = bytes.u8(at);
            int size = bytes.u8(at + 1);
            if (type == 0 || size == 0) {
                return Told.WHOLLY;
            }
            String name = switch (type) {
                case 1 -> "RTP-Compression";
                case 2 -> "Enhanced RTP-Compression";
                default -> "Unknown";
            };
            line.add("\n\t\t").add(name).add(" Suboption #").add(type);
            line.add(", length ").add(size);
            if (left < size) {
                line.add(" [remaining suboptions length ")
                        .add(left)
                        .add(" < ")
                        .add(size)
                        .add(']');
                line.invalid();
                return Told.WHOLLY;
            }
            left -= size;
            at += size;
        }
        return Told.WHOLLY;
    }
}
