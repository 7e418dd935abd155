package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a folder of its own, with JDKs and tools that only say how they were called. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final String[] TOOLS = {
        "sh", "env", "cat", "dirname", "readlink", "find", "head", "tail", "id", "uname", "mkdir", "rm", "mv", "touch"
    };

    @TempDir
    private Path folder;

    private Path home;
    private Path jdks;
    private Path tools;
    private final Map<String, String> environment = new TreeMap<>();

    private record Ran(int status, String text) {}

    @BeforeEach
    void installLauncher() throws IOException {
        home = Files.createDirectory(folder.resolve("a home with blanks"));
        jdks = Files.createDirectory(folder.resolve("jdks"));
        tools = Files.createDirectory(folder.resolve("tools"));
        Files.copy(Path.of("..", "millrace"), home.resolve("millrace"));
        home.resolve("millrace").toFile().setExecutable(true);
        for (String tool : TOOLS) {
            Files.createSymbolicLink(tools.resolve(tool), find(tool));
        }
        environment.put("PATH", tools.toString());
        environment.put("MILLRACE_JDK_FOLDERS", jdks.toString());
    }

    @Test
    void shouldRunWhatIsBuiltWithAJdkThatIsNewEnough() throws Exception {
        build();
        jdk("old", "17.0.15");
        Path jdk = jdk("new", "25.0.3");

        Ran ran = run(home.resolve("millrace"), "capture", "-i", "lo", "a  b");

        assertThat(ran.status()).isZero();
        assertThat(ran.text())
                .startsWith(jdk + "/bin/java\n")
                .contains("\n-p\n" + home.toRealPath().resolve("cli/target/app") + "\n")
                .endsWith("\nio.millrace.cli/io.millrace.cli.Main\ncapture\n-i\nlo\na  b\n");
    }

    @Test
    void shouldWorkThroughLinksFromAnyFolder() throws Exception {
        build();
        jdk("new", "26-ea");
        Path first = Files.createSymbolicLink(folder.resolve("first"), Path.of("a home with blanks", "millrace"));
        Path second = Files.createSymbolicLink(tools.resolve("second"), first);

        Ran ran = run(second, "--version");

        assertThat(ran.status()).isZero();
        assertThat(ran.text()).contains(home.toRealPath().resolve("cli/target/app") + "\n");
    }

    @Test
    void shouldFollowTheJavaOfThePathToItsHome() throws Exception {
        build();
        Path jdk = jdk("new", "25");
        Files.createSymbolicLink(tools.resolve("java"), jdk.resolve("bin/java"));
        environment.put("MILLRACE_JDK_FOLDERS", "");

        assertThat(run(home.resolve("millrace")).text()).startsWith(jdk + "/bin/java\n");
    }

    @Test
    void shouldPreferJavaHomeAndPassOverOneThatIsTooOld() throws Exception {
        build();
        Path first = jdk("first", "25.0.1");
        Path second = jdk("second", "25.0.2");
        environment.put("JAVA_HOME", second.toString());
        assertThat(run(home.resolve("millrace")).text()).startsWith(second + "/bin/java\n");

        environment.put("JAVA_HOME", jdk("third", "21.0.2").toString());
        assertThat(run(home.resolve("millrace")).text()).startsWith(first + "/bin/java\n");
    }

    @Test
    void shouldObeyItsOwnVariableOrSayThatItIsWrong() throws Exception {
        build();
        jdk("new", "25.0.1");
        environment.put("MILLRACE_JAVA_HOME", jdk("old", "17.0.2").toString());

        Ran ran = run(home.resolve("millrace"));

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.text())
                .isEqualTo("millrace: MILLRACE_JAVA_HOME is " + jdks.resolve("old")
                        + " (expected: the folder of a JDK 25 or newer)\n");
    }

    @Test
    void shouldSayThatNoJdkIsNewEnoughAndWhichItFound() throws Exception {
        build();
        jdk("old", "17.0.15");
        Files.delete(jdk("runtime", "25.0.3").resolve("bin/javac"));

        Ran ran = run(home.resolve("millrace"), "--version");

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.text())
                .startsWith("millrace: no JDK 25 or newer was found; too old or incomplete:\n")
                .contains("millrace:   Java 17.0.15 in " + jdks.resolve("old") + "\n")
                .contains("millrace:   Java 25.0.3 in " + jdks.resolve("runtime") + ", without a compiler (javac)\n")
                .contains("JAVA_HOME");
    }

    @Test
    void shouldSayThatNothingIsBuiltWhereThereAreNoSources() throws Exception {
        jdk("new", "25");

        Ran ran = run(home.resolve("millrace"));

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.text()).contains("nothing is built");
    }

    @Test
    void shouldNameTheMissingMaven() throws Exception {
        sources();
        jdk("new", "25");

        Ran ran = run(home.resolve("millrace"));

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.text()).containsPattern("millrace: missing: .*maven.*; to install: .*maven");
    }

    @Test
    void shouldBuildOnceAndAgainOnlyWhenSourcesChanged() throws Exception {
        sources();
        Path jdk = jdk("new", "25");
        for (String tool : new String[] {"ip", "unshare"}) {
            script(tools.resolve(tool), "exit 1");
        }
        script(tools.resolve("mvn"), "echo \"mvn $* with $JAVA_HOME\" >>../mvn.log; mkdir -p cli/target/app; exit 0");

        Ran first = run(home.resolve("millrace"), "--version");
        Ran second = run(home.resolve("millrace"), "--version");

        assertThat(first.text()).contains("millrace: building …\n").endsWith("\n--version\n");
        assertThat(second.text()).doesNotContain("building").endsWith("\n--version\n");
        assertThat(Files.readAllLines(folder.resolve("mvn.log")))
                .singleElement()
                .asString()
                .contains("package")
                .endsWith(" with " + jdk);

        Files.writeString(home.resolve("core/src/main/New.java"), "class New {}");
        assertThat(run(home.resolve("millrace"), "--version").text()).contains("building");
        Files.delete(home.resolve("core/src/main/New.java"));
        assertThat(run(home.resolve("millrace"), "--version").text()).contains("building");
        assertThat(Files.readAllLines(folder.resolve("mvn.log"))).hasSize(3);
    }

    @Test
    void shouldFailWhenTheBuildFails() throws Exception {
        sources();
        jdk("new", "25");
        for (String tool : new String[] {"ip", "unshare"}) {
            script(tools.resolve(tool), "exit 1");
        }
        script(tools.resolve("mvn"), "echo '[ERROR] because'; exit 1");

        Ran ran = run(home.resolve("millrace"), "--version");

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.text()).contains("[ERROR] because\nmillrace: the build failed");
    }

    private void build() throws IOException {
        Files.createDirectories(home.resolve("cli/target/app"));
    }

    private void sources() throws IOException {
        Files.createDirectories(home.resolve("core/src/main"));
        Files.writeString(home.resolve("pom.xml"), "<project/>");
    }

    /** A JDK whose {@code java} prints its name and its arguments, one a line. */
    private Path jdk(String name, String version) throws IOException {
        Path jdk = Files.createDirectories(jdks.resolve(name));
        Files.createDirectory(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(jdk.resolve("bin/java"), "printf '%s\\n' \"$0\" \"$@\"");
        script(jdk.resolve("bin/javac"), "exit 1");
        return jdk;
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path find(String tool) {
        for (String directory : System.getenv("PATH").split(":", -1)) {
            Path candidate = Path.of(directory, tool);
            if (Files.isExecutable(candidate)) {
                return candidate;
            }
        }
        throw new IllegalStateException("this machine has no " + tool);
    }

    private Ran run(Path launcher, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), text);
    }
}
