package io.millrace.savefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real disk of 1 MiB that fills up: the file that is there is whole, and every packet is accounted for. */
class FullDiskTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(SavefileFormat.class)
    void shouldKeepWhatFitsAndSayHowManyPacketsDoNot(SavefileFormat format) throws Exception {
        requireMounts();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = List.of(
                "unshare",
                "-rm",
                "sh",
                "-c",
                "mount -t tmpfs -o size=1m none \"$1\" || exit; shift; exec \"$@\"",
                "sh",
                folder.toString(),
                java,
                "-cp",
                classPath(),
                FullDisk.class.getName(),
                folder.toString(),
                format.name());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        assertThat(status).as(said).isZero();

        String[] words = said.split(" ", 4);
        int given = Integer.parseInt(words[0]);
        int lost = Integer.parseInt(words[1]);
        int there = Integer.parseInt(words[2]);
        assertThat(there).isBetween(900, 1_048);
        assertThat(given).isEqualTo(there + lost);
        assertThat(words[3])
                .contains("file.part: cannot be written: No space left on device (the file is whole up to here;"
                        + " packets that are not in it: " + lost + ")");
    }

    /** Without a disk of its own the test is skipped, which fails with CI=true. */
    private static void requireMounts() throws Exception {
        int refused = new ProcessBuilder("unshare", "-rm", "true").start().waitFor();
        assertThat(refused == 0 || !"true".equals(System.getenv("CI")))
                .as("CI=true, and this system gives no mount namespace: full disks would go untested")
                .isTrue();
        assumeThat(refused).as("a mount namespace").isZero();
    }

    private static String classPath() {
        String path = System.getProperty("jdk.module.path", "");
        return System.getProperty("java.class.path") + (path.isEmpty() ? "" : ":" + path) + ":"
                + location(SavefileReader.class) + ":" + location(FullDisk.class);
    }

    private static String location(Class<?> type) {
        return Path.of(URI.create(
                        type.getProtectionDomain().getCodeSource().getLocation().toString()))
                .toString();
    }
}
