package io.millrace.cli.print;

import org.jspecify.annotations.Nullable;

/** Who prints what UDP carries, by its port. */
final class UdpPorts {
    private UdpPorts() {}

    private static @Nullable Printer of(int port) {
        return switch (port) {
            case 1701 -> L2tp::print;
            case 4789 -> Vxlan::print;
            case 4790 -> VxlanGpe::print;
            case 6081 -> Geneve::print;
            default -> null;
        };
    }

    /** The printer of a datagram between two ports: that of the destination, or else of the source. */
    static @Nullable Printer of(int source, int destination) {
        Printer printer = of(destination);
        return printer == null ? of(source) : printer;
    }
}
