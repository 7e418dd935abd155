package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A disk of its own, and a small one, for a program that fills it. */
public final class SmallDisk {
    private SmallDisk() {}

    /**
     * Runs a program with a disk at a folder, which is gone with the program; returns what it said. Where that is not
     * possible the test is skipped, which fails with CI=true.
     *
     * @param size as {@code mount} understands it: {@code 1m}
     * @param program has a {@code main}
     */
    public static String run(Path folder, String size, Class<?> program, String... words)
            throws IOException, InterruptedException {
        requireMounts();
        List<String> command = new ArrayList<>(List.of(
                "unshare",
                "-rm",
                "sh",
                "-c",
                "mount -t tmpfs -o size=" + size + " none \"$1\" || exit; shift; exec \"$@\"",
                "sh",
                folder.toString(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath(program),
                program.getName()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private static void requireMounts() throws IOException, InterruptedException {
        int refused = new ProcessBuilder("unshare", "-rm", "true").start().waitFor();
        assertThat(refused == 0 || !"true".equals(System.getenv("CI")))
                .as("CI=true, and this system gives no mount namespace: full disks would go untested")
                .isTrue();
        assumeThat(refused).as("a mount namespace").isZero();
    }

    private static String classPath(Class<?> program) {
        String path = System.getProperty("jdk.module.path", "");
        return System.getProperty("java.class.path") + (path.isEmpty() ? "" : ":" + path) + ":"
                + location(Capture.class) + ":" + location(program);
    }

    private static String location(Class<?> type) {
        return Path.of(URI.create(
                        type.getProtectionDomain().getCodeSource().getLocation().toString()))
                .toString();
    }
}
