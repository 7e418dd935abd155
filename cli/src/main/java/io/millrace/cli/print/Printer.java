package io.millrace.cli.print;

/** Prints a protocol that needs no more than its own bytes. */
@FunctionalInterface
interface Printer {
    /**
     * Adds a packet's text to a line.
     *
     * @throws Truncated if a byte is needed that was not captured
     */
    void print(Bytes bytes, Line line);
}
