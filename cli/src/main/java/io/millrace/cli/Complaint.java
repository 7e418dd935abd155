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

    /**
     * The message of a failure, on one line. What was not thrown to be read by users, or has no message, is told with its
     * kind.
     */
    static String oneLine(Throwable failure) {
        if (failure instanceof OutOfMemoryError) {
            return "out of memory: " + failure.getMessage() + "; ask for a smaller --queue-bytes, or for more heap with"
                    + " MILLRACE_JAVA_OPTS=-Xmx2g";
        }
        @Nullable String message = failure.getMessage();
        if (message == null || message.isBlank() || !isForUsers(failure)) {
            message = failure + " (--debug shows where)";
        }
        return message.strip().replaceAll("\\s*\\R\\s*", "; ");
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
