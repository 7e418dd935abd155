package io.millrace.cli.print;

/** How a line tells the time: the forms of {@code -t}. */
public enum TimeStyle {
    /** The time of day, as in {@code 22:13:20.000042}. */
    CLOCK,
    /** Nothing: {@code -t}. */
    NONE,
    /** Seconds since the epoch: {@code -tt}. */
    EPOCH,
    /** The time since the line before: {@code -ttt}. */
    SINCE_PREVIOUS,
    /** The date and the time of day: {@code -tttt}. */
    DATE,
    /** The time since the first line: {@code -ttttt}. */
    SINCE_FIRST
}
