package io.millrace.cli.print;

/** The options of an IPv4 header (RFC 791, section 3.1). */
final class Ipv4Options {
    private Ipv4Options() {}

    /** Prints options; false if they go on behind what was captured. */
    static boolean print(Bytes options, Line line) {
        return options.captured() == options.length();
    }
}
