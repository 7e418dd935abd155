package io.millrace.cli.print;

import io.millrace.protocol.IpProtocol;
import org.jspecify.annotations.Nullable;

/** Who prints what IP carries, by its protocol number. */
final class IpProtocols {
    private IpProtocols() {}

    private static @Nullable IpPrinter of(int protocol) {
        return switch (protocol) {
            case IpProtocol.TCP -> Tcp::print;
            case IpProtocol.UDP -> Udp::print;
            case IpProtocol.NO_NEXT_HEADER -> (bytes, ip, line) -> line.add("no next header");
            default -> null;
        };
    }

    /** Says whether a protocol's printer prints the addresses too, together with its ports. */
    static boolean hasPorts(int protocol) {
        return switch (protocol) {
            case IpProtocol.TCP, IpProtocol.UDP, IpProtocol.SCTP, IpProtocol.DCCP -> true;
            default -> false;
        };
    }

    /** Prints a protocol; one without a printer by its number and length. */
    static void print(int protocol, Bytes bytes, IpHeader ip, Line line) {
        IpPrinter printer = of(protocol);
        if (printer == null) {
            line.add(' ').add(line.names().ipProtocol(protocol)).add(' ').add(bytes.length());
        } else {
            printer.print(bytes, ip, line);
        }
    }
}
