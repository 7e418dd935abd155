package io.millrace.cli.print;

/** TFTP (RFC 1350), with options (RFC 2347). */
final class Tftp {
    private static final Words OPERATIONS = Words.NONE
            .with(1, "RRQ")
            .with(2, "WRQ")
            .with(3, "DATA")
            .with(4, "ACK")
            .with(5, "ERROR")
            .with(6, "OACK");
    private static final Words ERRORS = Words.NONE
            .with(0, "EUNDEF")
            .with(1, "ENOTFOUND")
            .with(2, "EACCESS")
            .with(3, "ENOSPACE")
            .with(4, "EBADOP")
            .with(5, "EBADID")
            .with(6, "EEXISTS")
            .with(7, "ENOUSER");

    private Tftp() {}

    static void print(Bytes message, Line line) {
        line.protocol("tftp").add("TFTP, length ").add(message.length());
        int operation = message.u16(0);
        line.add(", ").add(OPERATIONS.of(operation, "tftp-#" + operation));
        switch (operation) {
            case 1, 2 -> printRequest(message, line);
            case 3, 4 -> {
                message.require(2, 2);
                line.add(" block ").add(message.u16(2));
            }
            case 5 -> {
                int error = message.u16(2);
                line.add(' ').add(ERRORS.of(error, "tftp-err-#" + error + " \""));
                printString(" \"", message, 4, line);
                line.add('"');
            }
            case 6 -> {
                message.require(2, 1);
                printStrings(message, 2, line);
            }
            default -> {}
        }
    }

    private static void printRequest(Bytes message, Line line) {
        int at = printString(" \"", message, 2, line);
        line.add('"');
        printStrings(message, at, line);
    }

    private static void printStrings(Bytes message, int from, Line line) {
        int at = printString(" ", message, from, line);
        while (at < message.length() && message.u8(at) != 0) {
            at = printString(" ", message, at, line);
        }
    }

    /** Prints a string that a zero ends and returns the offset behind it. */
    private static int printString(String prefix, Bytes message, int from, Line line) {
        if (from >= message.length()) {
            throw new Truncated();
        }
        line.add(prefix);
        int at = from;
        while (message.has(at, 1) && message.u8(at) != 0) {
            at++;
        }
        line.add(message.text(from, at - from));
        if (!message.has(at, 1)) {
            line.add(prefix.endsWith("\"") ? "\"" : "");
            throw new Truncated();
        }
        return at + 1;
    }
}
