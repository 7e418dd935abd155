package io.millrace.bench.race;

import io.millrace.bench.report.RaceReport;

/** Results on standard output, with colour on a terminal; what is being done on standard error. Belongs to one thread. */
@SuppressWarnings("SystemOut") // a program's results
final class Console {
    private static final String RED = "\u001b[31m";
    private static final String GREEN = "\u001b[32m";
    private static final String PLAIN = "\u001b[0m";
    private static final String START_OF_LINE = "\r\u001b[K";

    /** The launcher knows what is a terminal. */
    private static final String TERMINAL = System.getProperty("millrace.terminal", "");

    private final boolean colours = TERMINAL.contains("out");
    private final boolean live = TERMINAL.contains("err");
    private boolean hasProgress;

    /** Tells what is being done: on a terminal in one line that changes, elsewhere not at all. */
    void progress(String what) {
        if (live) {
            System.err.print(START_OF_LINE + what + " …");
            System.err.flush();
            hasProgress = true;
        }
    }

    private void endProgress() {
        if (hasProgress) {
            System.err.print(START_OF_LINE);
            System.err.flush();
            hasProgress = false;
        }
    }

    /** Prints a report. */
    void report(RaceReport report) {
        String text = report.text();
        print(
                colours
                        ? text.replace("  NOT MET  ", "  " + RED + "NOT MET" + PLAIN + "  ")
                                .replace("  met      ", "  " + GREEN + "met" + PLAIN + "      ")
                        : text);
    }

    /** Prints text as it is. */
    void print(String text) {
        endProgress();
        System.out.print(text);
        System.out.flush();
    }

    /** Prints what went wrong, in a line of its own. */
    void complain(String reason) {
        endProgress();
        System.err.println("millrace: bench: " + reason);
    }
}
