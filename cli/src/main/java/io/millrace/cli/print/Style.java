package io.millrace.cli.print;

/**
 * How packets are printed.
 *
 * @param verbosity how often {@code -v} was given
 * @param quick less of each protocol: {@code -q}
 * @param linkHeader the link-layer header too: {@code -e}
 * @param dump the bytes under each line: {@code -x}, {@code -X}, {@code -A}
 * @param time the form of the time: {@code -t}
 * @param absoluteNumbers TCP's sequence numbers as they are: {@code -S}
 * @param packetNumbers the packet's number first: {@code -#}
 * @param nano fractions of a second in nanoseconds, not microseconds
 */
public record Style(
        int verbosity,
        boolean quick,
        boolean linkHeader,
        Dump dump,
        TimeStyle time,
        boolean absoluteNumbers,
        boolean packetNumbers,
        boolean nano) {
    /** As it is without options. */
    public static final Style PLAIN = new Style(0, false, false, Dump.NONE, TimeStyle.CLOCK, false, false, false);

    /** Whether bytes that have no printer are shown. */
    boolean hasRest() {
        return !quick && (dump == Dump.NONE || dump == Dump.ASCII || dump == Dump.ASCII_LINK);
    }

    /** Whether {@code -v} was given. */
    boolean verbose() {
        return verbosity > 0;
    }
}
