package io.millrace.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A copy of the launcher, with the modules of these tests beside it as what was built. */
final class LauncherHome {
    private static final Path HOME = Path.of("target", "launcher").toAbsolutePath();

    private LauncherHome() {}

    private static final class Made {
        private static final Path LAUNCHER = make();
    }

    /** The launcher; its home is made with the first call. */
    static Path launcher() {
        return Made.LAUNCHER;
    }

    private static Path make() {
        try {
            deleteWhatIsLeft();
            Path app = Files.createDirectories(HOME.resolve("cli/target/app"));
            for (String module : Launch.MODULES.split(File.pathSeparator, -1)) {
                add(Path.of(module), app);
            }
            Path launcher = HOME.resolve("millrace");
            Files.copy(Path.of("..", "millrace"), launcher);
            return launcher;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    private static void deleteWhatIsLeft() throws IOException {
        if (Files.exists(HOME)) {
            try (Stream<Path> all = Files.walk(HOME)) {
                for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(one);
                }
            }
        }
    }

    /** A jar as it is; a folder of classes as a jar, as the build makes it. */
    private static void add(Path module, Path app) throws IOException, InterruptedException {
        if (!Files.isDirectory(module)) {
            Files.copy(module, app.resolve(module.getFileName()));
            return;
        }
        String jar = app.resolve("millrace-" + module.getParent().getParent().getFileName() + ".jar")
                .toString();
        Path tool = Path.of(System.getProperty("java.home"), "bin", "jar");
        int status = new ProcessBuilder(tool.toString(), "--create", "--file", jar, "-C", module.toString(), ".")
                .start()
                .waitFor();
        if (status != 0) {
            throw new AssertionError("jar failed for " + module);
        }
    }
}
