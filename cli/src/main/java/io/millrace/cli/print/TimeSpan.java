package io.millrace.cli.print;

/** A span of time as routing protocols tell it, as in {@code 1m30s}. */
final class TimeSpan {
    private static final int[] SECONDS = {7 * 24 * 3600, 24 * 3600, 3600, 60, 1};
    private static final char[] UNITS = {'w', 'd', 'h', 'm', 's'};

    private TimeSpan() {}

    /** The span in its units from weeks to seconds, without those of which it has none. */
    static String text(long seconds) {
        if (seconds == 0) {
            return "0s";
        }
        StringBuilder text = new StringBuilder();
        long left = seconds;
        for (int i = 0; i < UNITS.length; i++) {
            if (left >= SECONDS[i]) {
                text.append(left / SECONDS[i]).append(UNITS[i]);
                left %= SECONDS[i];
            }
        }
        return text.toString();
    }
}
