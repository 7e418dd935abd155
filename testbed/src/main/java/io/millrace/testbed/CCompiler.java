package io.millrace.testbed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Compiles C against the libpcap that is installed, with gcc; a warning is an error. Immutable, for any thread. */
public final class CCompiler {
    /** Where it cannot compile, what to do. */
    public static final String REMEDY =
            "install a C compiler and the headers of libpcap, on Debian: apt-get install gcc libc6-dev libpcap0.8-dev";

    private static final List<String> STRICT = List.of("gcc", "-Wall", "-Wextra", "-Werror");
    private static final List<String> LIBRARIES = List.of("-lpcap", "-pthread");

    private final List<String> options;

    /** @param options of gcc: how far to optimise, and what is to come out ({@code -shared}) */
    public CCompiler(String... options) {
        this.options = List.of(options);
    }

    /**
     * Compiles one program or library.
     *
     * @param output the file that comes out; the compiler's words are left beside it
     * @throws IOException with the compiler's words if that fails, or if there is no compiler
     */
    public void compile(Path output, Path... sources) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(STRICT);
        command.addAll(options);
        command.addAll(List.of("-o", output.toString()));
        Arrays.stream(sources).map(Path::toString).forEach(command::add);
        command.addAll(LIBRARIES);
        Path log = output.resolveSibling(output.getFileName() + ".log");
        Process gcc = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (gcc.waitFor() != 0) {
            throw new IOException(
                    "gcc: " + Files.readString(log, StandardCharsets.UTF_8).strip());
        }
    }
}
