package io.millrace.cli.print;

import org.jspecify.annotations.Nullable;

/** Who prints what TCP carries, by its port; on any other port TLS, which shows by its bytes. */
final class TcpPorts {
    private TcpPorts() {}

    private static @Nullable Printer of(int port) {
        return switch (port) {
            case 21 -> TextProtocol.FTP;
            case 22 -> TextProtocol::printBanner;
            case 25 -> TextProtocol.SMTP;
            case 43 -> TextProtocol.WHOIS;
            case 53 -> Dns::printSegment;
            case 80, 8080 -> TextProtocol.HTTP;
            case 554, 8554 -> TextProtocol.RTSP;
            default -> null;
        };
    }

    /** The printer of a segment between two ports: that of the destination, or else of the source. */
    static Printer of(int source, int destination) {
        Printer printer = of(destination) == null ? of(source) : of(destination);
        return printer == null ? Tls::print : printer;
    }
}
