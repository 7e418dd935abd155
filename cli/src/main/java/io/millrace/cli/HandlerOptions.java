package io.millrace.cli;

import io.millrace.cli.print.PacketPrinter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Which handler is meant, and where its class is. */
final class HandlerOptions {
    private final CommandSpec spec;
    private @Nullable String handler;
    private final List<Path> classPath = new ArrayList<>();

    /** Tells of them, and what the command does with the handler. */
    HandlerOptions(Options options, String description) {
        spec = options.spec();
        options.value("--handler", "HANDLER", String.class, word -> handler = word, description);
        options.paths(
                "--class-path",
                "PATH",
                classPath::add,
                "Where handler classes are, besides CLASSPATH; several with colons between them.");
    }

    /** The handler as it was typed; null if none was. */
    @Nullable
    String typed() {
        return handler;
    }

    /**
     * The handler of a word, whoever typed it; to be {@linkplain #close closed}.
     *
     * @param printer what prints packets, if that is meant
     * @throws IOException if its file cannot be read
     */
    Object named(String word, Supplier<PacketPrinter> printer) throws IOException {
        try {
            return Handlers.named(word, classPath, printer);
        } catch (IllegalArgumentException e) {
            throw OptionNames.complaint(spec, "--handler", Complaint.oneLine(e));
        }
    }

    /** Closes a handler that can be. */
    static void close(Object handler) throws IOException {
        if (handler instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new IOException("the handler could not be closed: " + e, e);
            }
        }
    }
}
