package io.millrace.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * What came of typing a command.
 *
 * @param status the exit status
 */
record Typed(int status, String out, String err) {
    static Typed command(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        int status = command.execute(words);
        return new Typed(status, out.toString(), err.toString());
    }

    /** The first line of standard error. */
    String complaint() {
        return err.lines().findFirst().orElse("");
    }
}
