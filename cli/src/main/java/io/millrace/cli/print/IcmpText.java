package io.millrace.cli.print;

/** What an ICMP message says, by its type and code. */
final class IcmpText {
    private static final int INNER = 8;
    private static final int INNER_PROTOCOL = INNER + 9;
    private static final int INNER_DESTINATION = INNER + 16;

    private IcmpText() {}

    static String of(int type, int code, Bytes message, Names names) {
        return switch (type) {
            case 0 -> echo("reply", message);
            case 3 -> unreachable(code, message, names);
            case 4 -> "source quench";
            case 5 -> redirect(code, message, names);
            case 8 -> echo("request", message);
            case 9 -> routerAdvertisement(message, names);
            case 10 -> "router solicitation";
            case 11 -> timeExceeded(code, message);
            case 12 -> code == 0 ? "parameter problem - octet " + message.u8(4) : "parameter problem - code " + code;
            case 13 -> "time stamp query id " + message.u16(4) + " seq " + message.u16(6);
            case 14 -> timestampReply(message);
            case 15 -> "information request";
            case 16 -> "information reply";
            case 17 -> "address mask request";
            case 18 -> "address mask is " + hex8(message.u32(8));
            default -> "type-#" + type;
        };
    }

    private static String echo(String kind, Bytes message) {
        message.require(6, 2);
        return "echo " + kind + ", id " + message.u16(4) + ", seq " + message.u16(6);
    }

    private static String unreachable(int code, Bytes message, Names names) {
        String to = names.ipv4(message.i32(INNER_DESTINATION));
        return switch (code) {
            case 0 -> "net " + to + " unreachable";
            case 1 -> "host " + to + " unreachable";
            case 2 -> to + " protocol " + message.u8(INNER_PROTOCOL) + " unreachable";
            case 3 -> unreachablePort(to, message, names);
            case 4 -> to + " unreachable - need to frag" + (message.u16(6) == 0 ? "" : " (mtu " + message.u16(6) + ")");
            case 5 -> to + " unreachable - source route failed";
            case 6 -> "net " + to + " unreachable - unknown";
            case 7 -> "host " + to + " unreachable - unknown";
            case 8 -> to + " unreachable - source host isolated";
            case 9 -> "net " + to + " unreachable - admin prohibited";
            case 10 -> "host " + to + " unreachable - admin prohibited";
            case 11 -> "net " + to + " unreachable - tos prohibited";
            case 12 -> "host " + to + " unreachable - tos prohibited";
            case 13 -> "host " + to + " unreachable - admin prohibited filter";
            case 14 -> "host " + to + " unreachable - host precedence violation";
            case 15 -> "host " + to + " unreachable - precedence cutoff";
            default -> to + " unreachable - #" + code;
        };
    }

    private static String unreachablePort(String to, Bytes message, Names names) {
        int port = Icmp.destinationPort(message.from(INNER));
        return to + ' ' + Icmp.port(message.u8(INNER_PROTOCOL), port, names) + " unreachable";
    }

    private static String redirect(int code, Bytes message, Names names) {
        String to = names.ipv4(message.i32(INNER_DESTINATION));
        String gateway = names.ipv4(message.i32(4));
        return switch (code) {
            case 0 -> "redirect " + to + " to net " + gateway;
            case 1 -> "redirect " + to + " to host " + gateway;
            case 2 -> "redirect-tos " + to + " to net " + gateway;
            case 3 -> "redirect-tos " + to + " to host " + gateway;
            default -> "redirect-#" + code + ' ' + to + " to " + gateway;
        };
    }

    private static String timeExceeded(int code, Bytes message) {
        message.require(INNER_DESTINATION, 4);
        return switch (code) {
            case 0 -> "time exceeded in-transit";
            case 1 -> "ip reassembly time exceeded";
            default -> "time exceeded-#" + code;
        };
    }

    private static String routerAdvertisement(Bytes message, Names names) {
        int count = message.u8(4);
        int words = message.u8(5);
        StringBuilder text = new StringBuilder("router advertisement lifetime ");
        lifetime(text, message.u16(6));
        text.append(' ').append(count).append(':');
        if (words != 2) {
            return text.append(" [size ").append(words).append(']').toString();
        }
        for (int at = INNER; at < INNER + 8 * count; at += 8) {
            text.append(" {").append(names.ipv4(message.i32(at))).append(' ');
            text.append(message.u32(at + 4)).append('}');
        }
        return text.toString();
    }

    private static void lifetime(StringBuilder text, int seconds) {
        if (seconds >= 3600) {
            two(text.append(seconds / 3600).append(':'), seconds / 60 % 60);
        } else if (seconds >= 60) {
            text.append(seconds / 60);
        }
        if (seconds < 60) {
            text.append(seconds);
        } else {
            two(text.append(':'), seconds % 60);
        }
    }

    private static String timestampReply(Bytes message) {
        message.require(16, 4);
        StringBuilder text = new StringBuilder("time stamp reply id ");
        text.append(message.u16(4)).append(" seq ").append(message.u16(6));
        milliseconds(text.append(": org "), message.u32(8));
        milliseconds(text.append(", recv "), message.u32(12));
        return milliseconds(text.append(", xmit "), message.u32(16)).toString();
    }

    private static StringBuilder milliseconds(StringBuilder text, long millis) {
        two(text, millis / 3_600_000).append(':');
        two(text, millis / 60_000 % 60).append(':');
        two(text, millis / 1000 % 60).append('.');
        return two(text.append(millis % 1000 / 100), millis % 100);
    }

    private static StringBuilder two(StringBuilder text, long number) {
        return text.append(number < 10 ? "0" : "").append(number);
    }

    private static String hex8(long number) {
        String digits = Long.toHexString(number);
        return "0x" + "0".repeat(8 - digits.length()) + digits;
    }
}
