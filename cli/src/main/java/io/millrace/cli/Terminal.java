package io.millrace.cli;

import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;

/** What standard error is connected to. */
final class Terminal {
    private Terminal() {}

    /**
     * Whether standard error is a terminal that understands escape sequences. Java cannot ask about standard error alone,
     * so the launcher tells; without its word there is no terminal.
     */
    static boolean isInteractive() {
        return Boolean.getBoolean("millrace.terminal") && !"dumb".equals(System.getenv("TERM"));
    }

    /** Colours for usage texts: on a terminal only, and never against the user's {@code NO_COLOR}. */
    static ColorScheme colors() {
        boolean colored = isInteractive() && System.getenv("NO_COLOR") == null;
        return Help.defaultColorScheme(colored ? Ansi.ON : Ansi.OFF);
    }
}
