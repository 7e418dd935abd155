package io.millrace.cli.print;

/** Prints a protocol that IP carries. */
@FunctionalInterface
interface IpPrinter {
    /**
     * Adds a packet's text to a line.
     *
     * @param bytes what is behind the IP header and its extensions
     * @throws Truncated if a byte is needed that was not captured
     */
    void print(Bytes bytes, IpHeader ip, Line line);
}
