package io.millrace.bench.rival;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Installs packages where the system is Debian's or a relative of it, and we are root; elsewhere it says what is missing. */
final class DebianPackages {
    private DebianPackages() {}

    /** A program, where the system looks for programs, or where it keeps those of administrators. */
    static Optional<Path> program(String name) {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "") + ":/usr/bin:/usr/sbin:/sbin";
        return Stream.of(path.split(":"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Installs packages.
     *
     * @param what is missing, for messages
     * @param mayInstall whether that is allowed
     * @throws RivalUnavailableException if it is not, or cannot be done here, or fails
     */
    static void provide(String what, boolean mayInstall, List<String> packages)
            throws RivalUnavailableException, IOException, InterruptedException {
        String command = "apt-get install -y " + String.join(" ", packages);
        if (!mayInstall || !isRoot() || program("apt-get").isEmpty()) {
            throw new RivalUnavailableException(what + " is not installed; on Debian: " + command);
        }
        System.err.println("millrace: installing " + String.join(" ", packages) + " …");
        if (!install(packages)) {
            boolean ignored = run(List.of("apt-get", "update", "-q"));
            if (!install(packages)) {
                throw new RivalUnavailableException(what + " could not be installed; try: " + command);
            }
        }
    }

    /** In a user namespace an ordinary user looks like root, and may install nothing; there is a network of our own then. */
    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name")) && System.getenv("MILLRACE_NETWORK") == null;
    }

    private static boolean install(List<String> packages) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("apt-get", "install", "-y", "-q", "--no-install-recommends"));
        command.addAll(packages);
        return run(command);
    }

    private static boolean run(List<String> command) throws IOException, InterruptedException {
        Path log = Files.createTempFile("millrace-install", ".log");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
            boolean well = builder.start().waitFor() == 0;
            if (!well) {
                List<String> said = Files.readAllLines(log, StandardCharsets.UTF_8);
                said.subList(Math.max(0, said.size() - 5), said.size()).forEach(System.err::println);
            }
            return well;
        } finally {
            Files.deleteIfExists(log);
        }
    }
}
