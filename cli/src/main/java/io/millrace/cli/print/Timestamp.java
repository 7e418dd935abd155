package io.millrace.cli.print;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The time at the beginning of a line, with a space behind it. */
final class Timestamp {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final int SECONDS_PER_DAY = 86_400;

    private final Style style;
    private final ZoneId zone;

    Timestamp(Style style, ZoneId zone) {
        this.style = style;
        this.zone = zone;
    }

    /** Adds the time of a packet in nanoseconds since the epoch. */
    void print(long nanos, Line line) {
        switch (style.time()) {
            case NONE -> {}
            case CLOCK -> line.add(clock(local(nanos))).add(' ');
            case EPOCH -> line.add(epoch(nanos)).add(' ');
            case DATE ->
                line.add(LocalDate.ofEpochDay(Math.floorDiv(local(nanos), SECONDS_PER_DAY * NANOS_PER_SECOND))
                                .toString())
                        .add(' ')
                        .add(clock(local(nanos)))
                        .add(' ');
            case SINCE_PREVIOUS -> line.later(history -> span(history.sincePrevious(nanos)));
            case SINCE_FIRST -> line.later(history -> span(history.sinceFirst(nanos)));
        }
    }

    private long local(long nanos) {
        long second = Math.floorDiv(nanos, NANOS_PER_SECOND);
        int offset = zone.getRules().getOffset(Instant.ofEpochSecond(second)).getTotalSeconds();
        return nanos + offset * NANOS_PER_SECOND;
    }

    private String epoch(long nanos) {
        StringBuilder text = new StringBuilder(20);
        text.append(Math.floorDiv(nanos, NANOS_PER_SECOND));
        return fraction(text, nanos).toString();
    }

    private String span(long nanos) {
        return (nanos < 0 ? "-" : " ") + clock(Math.abs(nanos)) + ' ';
    }

    private String clock(long nanos) {
        int second = (int) Math.floorMod(Math.floorDiv(nanos, NANOS_PER_SECOND), (long) SECONDS_PER_DAY);
        StringBuilder text = new StringBuilder(20);
        digits(text, second / 3600, 10);
        digits(text.append(':'), second / 60 % 60, 10);
        digits(text.append(':'), second % 60, 10);
        return fraction(text, nanos).toString();
    }

    private StringBuilder fraction(StringBuilder text, long nanos) {
        long fraction = Math.floorMod(nanos, NANOS_PER_SECOND);
        text.append('.');
        return style.nano() ? digits(text, fraction, 100_000_000) : digits(text, fraction / 1000, 100_000);
    }

    private static StringBuilder digits(StringBuilder text, long number, long highest) {
        for (long unit = highest; unit > 0; unit /= 10) {
            text.append((char) ('0' + number / unit % 10));
        }
        return text;
    }
}
