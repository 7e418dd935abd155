package io.millrace.cli;

import io.millrace.CaptureException;
import io.millrace.afpacket.AfPacketException;
import io.millrace.cli.JavaFile.CompileException;
import io.millrace.pcap.PcapException;
import io.millrace.savefile.SavefileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.PicocliException;

/**
 * How a failure is told: one line that names the cause. What a compiler said stays as it is, and so does an excerpt, such as a
 * filter with a caret below the mistake.
 */
final class Complaint {
    /** How the lines of an excerpt begin. */
    private static final String EXCERPT = "\n    ";

    private Complaint() {}

    /** Tells a failure, with its stack if wanted, and says with which status the program ends. */
    static int failure(PrintWriter err, Throwable failure, boolean withStack) {
        err.println(failure instanceof CompileException said ? said.getMessage() : "millrace: " + withExcerpt(failure));
        if (withStack) {
            failure.printStackTrace(err);
        }
        err.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** The message of a failure, on one line, with the excerpt that may follow it on lines of their own. */
    private static String withExcerpt(Throwable failure) {
        String message = message(failure);
        int excerpt = message.indexOf(EXCERPT);
        return excerpt < 0
                ? joined(message)
                : joined(message.substring(0, excerpt))
                        + message.substring(excerpt).stripTrailing().replace("\n", System.lineSeparator());
    }

    /** The message of a failure, on one line, whatever there is. */
    static String oneLine(Throwable failure) {
        return joined(message(failure));
    }

    private static String joined(String message) {
        return message.strip().replaceAll("\\s*\\R\\s*", "; ");
    }

    /**
     * What was not thrown to be read by users, or has no message, is told with its
     * kind.
     */
    private static String message(Throwable failure) {
        if (failure instanceof OutOfMemoryError) {
            return "out of memory: " + failure.getMessage() + "; ask for a smaller --queue-bytes, or for more heap with"
                    + " MILLRACE_JAVA_OPTS=-Xmx2g";
        }
        @Nullable String message = failure.getMessage();
        return message == null || message.isBlank() || !isForUsers(failure)
                ? failure + " (--debug shows where)"
                : message;
    }

    /** Why a file could not be read or written, without its name. */
    static String reason(IOException failure) {
        return switch (failure) {
            case NoSuchFileException _ -> "no such file or directory";
            case AccessDeniedException _ -> "permission denied";
            case FileSystemException named when named.getReason() != null -> named.getReason();
            default -> oneLine(failure);
        };
    }

    private static boolean isForUsers(Throwable failure) {
        return failure instanceof CaptureException
                || failure instanceof AfPacketException
                || failure instanceof PcapException
                || failure instanceof SavefileException
                || failure instanceof PicocliException
                || failure instanceof IOException
                || failure instanceof UncheckedIOException
                || failure instanceof IllegalArgumentException
                || failure instanceof IllegalStateException;
    }
}
