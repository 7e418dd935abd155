package io.millrace.cli;

import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;

/** What standard output and standard error are connected to. */
final class Terminal {
    private Terminal() {}

    /**
     * Whether standard error is a terminal that understands escape sequences. Java cannot ask about one stream alone, so the
     * launcher tells; without its word there is no terminal.
     */
    static boolean isInteractive() {
        return isTerminal("err") && !"dumb".equals(System.getenv("TERM"));
    }

    /** Whether what goes to standard output shows on a terminal: there is one, or a pipe, behind which one may be. */
    static boolean showsOutput() {
        return isTerminal("out");
    }

    private static boolean isTerminal(String stream) {
        return List.of(System.getProperty("millrace.terminal", "").split(",")).contains(stream);
    }

    /** Colours for usage texts: on a terminal only, and never against the user's {@code NO_COLOR}. */
    static ColorScheme colors() {
        boolean colored = isInteractive() && System.getenv("NO_COLOR") == null;
        return Help.defaultColorScheme(colored ? Ansi.ON : Ansi.OFF);
    }
}
