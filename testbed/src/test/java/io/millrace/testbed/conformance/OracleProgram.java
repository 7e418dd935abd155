package io.millrace.testbed.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compiles {@code oracle.c} against the libpcap that is installed. */
final class OracleProgram {
    private static final Path SOURCE = Path.of("src", "test", "c", "oracle.c");

    /** Where Maven cannot compile it, what to do. */
    static final String REMEDY =
            "install a C compiler and the headers of libpcap, on Debian: apt-get install gcc libc6-dev"
                    + " libpcap0.8-dev";

    private OracleProgram() {}

    /**
     * Compiles it into a folder.
     *
     * @throws IOException with the compiler's words if that fails, or if there is no compiler
     */
    static Path compile(Path folder) throws IOException, InterruptedException {
        Path program = folder.resolve("oracle");
        Path log = folder.resolve("gcc.log");
        Process gcc = new ProcessBuilder(
                        "gcc",
                        "-O1",
                        "-Wall",
                        "-Wextra",
                        "-Werror",
                        "-o",
                        program.toString(),
                        SOURCE.toString(),
                        "-lpcap",
                        "-pthread")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (gcc.waitFor() != 0) {
            throw new IOException(
                    "gcc: " + Files.readString(log, StandardCharsets.UTF_8).strip());
        }
        return program;
    }
}
