package io.millrace.bench.rival;

import io.millrace.testbed.CCompiler;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Builds the rivals that are not in Java, each once, in a folder that is removed when it is closed. Belongs to one thread.
 */
public final class Workshop implements AutoCloseable {
    private static final Path DEBIAN_GOPATH = Path.of("/usr/share/gocode");
    private static final List<Path> GOPACKET = List.of(
            DEBIAN_GOPATH.resolve("src/github.com/google/gopacket/afpacket"),
            DEBIAN_GOPATH.resolve("src/golang.org/x/net/bpf"));

    private final Path folder = Files.createTempDirectory("millrace-rivals");
    private final Map<String, Path> built = new TreeMap<>();

    /** Makes the folder. */
    public Workshop() throws IOException {}

    /** A program in C: what all have in common, and what makes this one. */
    Path c(String name) throws RivalUnavailableException, IOException, InterruptedException {
        Path known = built.get(name);
        if (known != null) {
            return known;
        }
        Path program = folder.resolve("c-" + name);
        Path header = source("rival.h");
        try {
            new CCompiler("-O2", "-I", String.valueOf(header.getParent()))
                    .compile(program, source("rival.c"), source(name + ".c"));
        } catch (IOException e) {
            throw new RivalUnavailableException(e.getMessage() + "; " + CCompiler.REMEDY);
        }
        built.put(name, program);
        return program;
    }

    /** A program in Go. */
    Path go(String name) throws RivalUnavailableException, IOException, InterruptedException {
        Path known = built.get(name);
        if (known != null) {
            return known;
        }
        if (!isOnPath("go") || !GOPACKET.stream().allMatch(Files::isDirectory)) {
            throw RivalUnavailableException.missing(
                    "Go with gopacket",
                    "golang-go",
                    "golang-github-google-gopacket-dev",
                    "golang-golang-x-net-dev",
                    "gcc",
                    "libc6-dev");
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

    /** Whether the system finds a program of this name. */
    static boolean isOnPath(String program) {
        return Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator))
                .anyMatch(folder -> !folder.isEmpty() && Files.isExecutable(Path.of(folder, program)));
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
