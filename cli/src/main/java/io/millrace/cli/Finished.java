package io.millrace.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command of {@code -z}, run on each file that is whole, beside the capture, with the file as its last word. Belongs to who
 * writes the files.
 *
 * @param command null for none
 * @param running those that may still run
 */
record Finished(@Nullable String command, List<Process> running) {
    Finished(@Nullable String command) {
        this(command, new ArrayList<>());
    }

    /** Runs the command on a file; one that cannot be run is told, and harms nothing. */
    void run(Path file) {
        if (command == null) {
            return;
        }
        running.removeIf(process -> !process.isAlive());
        try {
            running.add(new ProcessBuilder(command, file.toString())
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            System.err.println("millrace: -z: " + Complaint.oneLine(e));
        }
    }

    /** Waits until all have ended. */
    void await() {
        for (Process process : running) {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
