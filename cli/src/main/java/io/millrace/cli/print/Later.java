package io.millrace.cli.print;

/** A piece of a line that depends on the packets before. It is asked for once, in the order of capture. */
@FunctionalInterface
interface Later {
    String text(History history);
}
