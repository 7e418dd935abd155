package io.millrace.bench.rival;

import io.millrace.testbed.CCompiler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Builds the rivals that are not in Java, each once, in a folder that is removed when it is closed. Belongs to one thread.
 *
 * <p>Compilers and libraries are installed if they are missing, where that is allowed and possible.
 */
public final class Workshop implements AutoCloseable {
    private static final Path DEBIAN_GOPATH = Path.of("/usr/share/gocode");
    private static final String GOPACKET = "src/github.com/google/gopacket/afpacket";

    private static final List<String> C_PACKAGES = List.of("gcc", "libc6-dev", "libpcap0.8-dev");
    private static final List<String> GO_PACKAGES = List.of(
            "golang-go",
            "golang-github-google-gopacket-dev",
            "golang-golang-x-net-dev",
            "golang-golang-x-sys-dev",
            "gcc",
            "libc6-dev",
            "libpcap0.8-dev");

    private final Path folder = Files.createTempDirectory("millrace-rivals");
    private final Map<String, Path> built = new TreeMap<>();
    private final boolean mayInstall;

    /** @param mayInstall whether packages of the system may be installed; a test never may */
    public Workshop(boolean mayInstall) throws IOException {
        this.mayInstall = mayInstall;
    }

    boolean mayInstall() {
        return mayInstall;
    }

    /** A program in C: what all have in common, and what makes this one. */
    Path c(String name) throws RivalUnavailableException, IOException, InterruptedException {
        Path known = built.get(name);
        if (known != null) {
            return known;
        }
        Path program = folder.resolve("c-" + name);
        try {
            compile(program, name);
        } catch (IOException e) {
            DebianPackages.provide("a C compiler with libpcap's headers", mayInstall, C_PACKAGES);
            compile(program, name);
        }
        built.put(name, program);
        return program;
    }

    private void compile(Path program, String name) throws IOException, InterruptedException {
        Path header = source("rival.h");
        new CCompiler("-O2", "-I", String.valueOf(header.getParent()))
                .compile(program, source("rival.c"), source(name + ".c"));
    }

    /** A program in Go. */
    Path go(String name) throws RivalUnavailableException, IOException, InterruptedException {
        Path known = built.get(name);
        if (known != null) {
            return known;
        }
        if (!hasGo()) {
            DebianPackages.provide("Go with gopacket", mayInstall, GO_PACKAGES);
        }
        Path program = folder.resolve(name);
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(
                        "go",
                        "build",
                        "-o",
                        program.toString(),
                        source(name + ".go").toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(Map.of("GO111MODULE", "off", "GOPATH", DEBIAN_GOPATH.toString()));
        builder.environment().remove("GOFLAGS");
        int status;
        try {
            status = builder.start().waitFor();
        } catch (IOException e) {
            throw new RivalUnavailableException("go cannot be run: " + e.getMessage());
        }
        if (status != 0) {
            throw new RivalUnavailableException("go build: "
                    + Files.readString(log, StandardCharsets.UTF_8).strip().replace('\n', '|'));
        }
        built.put(name, program);
        return program;
    }

    private static boolean hasGo() {
        return DebianPackages.program("go").isPresent() && Files.isDirectory(DEBIAN_GOPATH.resolve(GOPACKET));
    }

    private Path source(String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream text = Workshop.class.getResourceAsStream(name)) {
            if (text == null) {
                throw new IOException("the source of a rival is missing: " + name);
            }
            Files.write(file, text.readAllBytes());
        }
        return file;
    }

    /** A file that is removed with everything else. */
    Path file(String name) {
        return folder.resolve(name);
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
