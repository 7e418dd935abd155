package io.millrace.cli.print;

import org.jspecify.annotations.Nullable;

/** Who prints what TCP carries, by its port. */
final class TcpPorts {
    private TcpPorts() {}

    private static @Nullable Printer of(int port) {
        return switch (port) {
            default -> null;
        };
    }

    /** The printer of a segment between two ports: that of the destination, or else of the source. */
    static @Nullable Printer of(int source, int destination) {
        Printer printer = of(destination);
        return printer == null ? of(source) : printer;
    }
}
