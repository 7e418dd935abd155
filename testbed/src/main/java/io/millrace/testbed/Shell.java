package io.millrace.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Runs commands that set a network up. */
final class Shell {
    /** Where the network's tools are is often not on an ordinary user's path. */
    private static final String PATHS =
            "PATH=" + Objects.requireNonNullElse(System.getenv("PATH"), "/usr/bin:/bin") + ":/usr/sbin:/sbin";

    private Shell() {}

    /**
     * Runs a command to its end.
     *
     * @throws IllegalStateException with its output if it is missing or fails
     */
    static void run(String... command) {
        String line = String.join(" ", command);
        try {
            Process process = new ProcessBuilder(onPath(command))
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new IllegalStateException("`" + line + "` failed with status " + status + ": " + output.strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run `" + line + "`; is it installed?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while `" + line + "` was running", e);
        }
    }

    /** The command with the network's tools on its path. */
    static List<String> onPath(String... command) {
        List<String> all = new ArrayList<>(List.of("env", PATHS));
        all.addAll(List.of(command));
        return all;
    }

    /** Runs a command whose failure does not matter; returns whether it went well. */
    static boolean attempt(String... command) {
        try {
            run(command);
            return true;
        } catch (IllegalStateException | UncheckedIOException e) {
            return false;
        }
    }
}
