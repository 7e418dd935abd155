package io.millrace.testbed.conformance;

import io.millrace.testbed.CCompiler;
import java.io.IOException;
import java.nio.file.Path;

/** Compiles {@code oracle.c} against the libpcap that is installed. */
final class OracleProgram {
    private static final Path SOURCE = Path.of("src", "test", "c", "oracle.c");

    private OracleProgram() {}

    /**
     * Compiles it into a folder.
     *
     * @throws IOException with the compiler's words if that fails, or if there is no compiler
     */
    static Path compile(Path folder) throws IOException, InterruptedException {
        Path program = folder.resolve("oracle");
        new CCompiler("-O1").compile(program, SOURCE);
        return program;
    }
}
