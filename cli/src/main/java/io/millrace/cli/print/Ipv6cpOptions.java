package io.millrace.cli.print;

import static io.millrace.cli.print.PppOptions.wrong;

/** Options of PPP's control protocol for IPv6 (RFC 5072). */
final class Ipv6cpOptions implements PppOptions {
    @Override
    public String name(int type) {
        return type == 1 ? "Interface-ID" : "unknown";
    }

    @Override
    public Told value(int type, int length, Bytes option, Line line) {
        if (type != 1) {
            return Told.NOT;
        }
        if (length != 10) {
            return wrong("= 10", Told.WRONG, line);
        }
        if (!option.has(2, 8)) {
            return Told.CUT;
        }
        line.hex(": ", option.u16(2), 4);
        for (int at = 4; at < 10; at += 2) {
            line.add(':').hex(option.u16(at), 4);
        }
        return Told.WHOLLY;
    }
}
