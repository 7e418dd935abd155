package io.millrace.cli;

import io.millrace.cli.JavaFile.CompileException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** How a failure is told: one line that names the cause; what a compiler said stays as it is. */
final class Complaint {
    private Complaint() {}

    /** Tells a failure, with its stack if wanted, and says with which status the program ends. */
    static int failure(PrintWriter err, Throwable failure, boolean withStack) {
        err.println(failure instanceof CompileException said ? said.getMessage() : "millrace: " + oneLine(failure));
        if (withStack) {
            failure.printStackTrace(err);
        }
        err.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** The message of a failure, on one line; the name of its kind stands in where there is no message. */
    static String oneLine(Throwable failure) {
        @Nullable String message = failure.getMessage();
        if (message == null || message.isBlank()) {
            message = failure.getClass().getSimpleName() + " (--debug shows where)";
        }
        return message.strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
