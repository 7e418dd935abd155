package io.millrace.cli.print;

/** Lengths of time in the forms that tcpdump has for them. */
final class Durations {
    private static final int[] SECONDS = {604_800, 86_400, 3600, 60, 1};
    private static final String UNITS = "wdhms";

    private Durations() {}

    /** As in {@code 1d2h3m4s}. */
    static String text(long seconds) {
        if (seconds == 0) {
            return "0s";
        }
        StringBuilder text = new StringBuilder();
        long left = seconds;
        for (int i = 0; i < SECONDS.length; i++) {
            if (left >= SECONDS[i]) {
                text.append(left / SECONDS[i]).append(UNITS.charAt(i));
                left %= SECONDS[i];
            }
        }
        return text.toString();
    }
}
