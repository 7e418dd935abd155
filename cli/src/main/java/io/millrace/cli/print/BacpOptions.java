package io.millrace.cli.print;

import static io.millrace.cli.print.PppOptions.wrong;

/** Options of PPP's bandwidth allocation control protocol (RFC 2125). */
final class BacpOptions implements PppOptions {
    @Override
    public String name(int type) {
        return type == 1 ? "Favored-Peer" : "Unknown";
    }

    @Override
    public Told value(int type, int length, Bytes option, Line line) {
        if (type != 1) {
            return Told.NOT;
        }
        if (length != 6) {
            return wrong("= 6", Told.WRONG, line);
        }
        line.hex(": Magic-Num 0x", option.u32(2), 8);
        return Told.WHOLLY;
    }
}
