package io.millrace.cli.print;

import org.jspecify.annotations.Nullable;

/** Who prints what UDP carries, by its port. */
final class UdpPorts {
    private UdpPorts() {}

    private static @Nullable Printer of(int port) {
        return switch (port) {
            default -> null;
        };
    }

    /** The printer of a datagram between two ports: that of the destination, or else of the source. */
    static @Nullable Printer of(int source, int destination) {
        Printer printer = of(destination);
        return printer == null ? of(source) : printer;
    }
}
