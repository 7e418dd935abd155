package io.millrace.cli;

import io.millrace.Ledger;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where {@code --ledger} wants the final ledger. A file is opened before the capture, so that a bad name is told early. */
final class LedgerFile implements AutoCloseable {
    private final String name;
    private final @Nullable OutputStream file;
    private final @Nullable Output output;

    private LedgerFile(String name, @Nullable OutputStream file, @Nullable Output output) {
        this.name = name;
        this.file = file;
        this.output = output;
    }

    /**
     * Opens what the option names: nothing, a file, or {@code -} for the output.
     *
     * @throws IOException if the file cannot be written
     */
    static LedgerFile open(@Nullable String name, Output output) throws IOException {
        if (name == null) {
            return new LedgerFile("", null, null);
        }
        if (name.equals("-")) {
            return new LedgerFile(name, null, output);
        }
        try {
            return new LedgerFile(name, Files.newOutputStream(Path.of(name)), null);
        } catch (IOException e) {
            throw unwritable(name, e);
        }
    }

    private static IOException unwritable(String name, IOException e) {
        return new IOException("--ledger: cannot write " + name + ": " + Complaint.reason(e), e);
    }

    void write(Ledger ledger) throws IOException {
        String json = ledger.toJson();
        if (output != null) {
            output.line(json);
        }
        if (file != null) {
            try {
                file.write((json + "\n").getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw unwritable(name, e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
