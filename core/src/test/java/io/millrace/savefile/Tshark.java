package io.millrace.savefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What Wireshark's commands say of a file. */
final class Tshark {
    private Tshark() {}

    /** A line for each packet, its fields with blanks between them. */
    static List<String> fields(Path file, String... fields) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("tshark", "-r", file.toString(), "-n", "-T", "fields", "-E", "separator=/s"));
        for (String field : fields) {
            command.add("-e");
            command.add(field);
        }
        return run(command.toArray(String[]::new)).lines().toList();
    }

    /** Runs a command that has to succeed; what it writes. */
    static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
        return output;
    }
}
