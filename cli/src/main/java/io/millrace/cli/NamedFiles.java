package io.millrace.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The files that a command line names, each for one purpose: what is written would destroy what it is named for besides. They are
 * told from each other whatever path or link leads to them, and whether they are there yet or not. What is no regular file, such
 * as a device, may have any purpose.
 */
final class NamedFiles {
    private static final String STREAM = "-";

    private record Named(Path path, String purpose) {}

    private final CommandSpec spec;
    private final List<Named> files = new ArrayList<>();
    private @Nullable Named folder;

    NamedFiles(CommandSpec spec) {
        this.spec = spec;
    }

    /** Files that are read. */
    NamedFiles read(Iterable<String> names) {
        for (String name : names) {
            if (!name.equals(STREAM)) {
                files.add(new Named(Path.of(name), "the file that is read"));
            }
        }
        return this;
    }

    /** A folder of the spool, in which every file is taken for one of its own; null for none. */
    NamedFiles spool(@Nullable Path path) {
        folder = path == null ? null : new Named(path, "the folder of --journal, or of --overload spill");
        return this;
    }

    /**
     * A file that is written, besides those that were named before.
     *
     * @param option which names it
     * @throws picocli.CommandLine.ParameterException if another purpose was given to it before
     */
    NamedFiles written(String option, @Nullable String name) {
        if (name == null || name.equals(STREAM)) {
            return this;
        }
        Path path = Path.of(name);
        for (Named other : files) {
            if (isSame(path, other.path)) {
                throw OptionNames.complaint(spec, option, name + " is " + other.purpose + " (expected: another one)");
            }
        }
        Named spool = folder;
        if (spool != null && isIn(path, spool.path)) {
            throw OptionNames.complaint(spec, option, name + " is in " + spool.purpose + " (expected: another folder)");
        }
        files.add(new Named(path, "the file of " + option));
        return this;
    }

    /** What a name that is made up later must not be; what is written by its own option is left out. */
    List<Path> besides(String option) {
        return files.stream()
                .filter(named -> !named.purpose.equals("the file of " + option))
                .map(Named::path)
                .toList();
    }

    /** Whether two names lead to one regular file, or would. */
    static boolean isSame(Path one, Path other) {
        boolean regular = !Files.exists(one) || Files.isRegularFile(one);
        return regular && real(one).equals(real(other));
    }

    private static boolean isIn(Path file, Path folder) {
        return real(real(file).getParent()).equals(real(folder));
    }

    /** The name without links and detours, as far as it is there. */
    private static Path real(@Nullable Path path) {
        if (path == null) {
            return Path.of("/");
        }
        Path absolute = path.toAbsolutePath().normalize();
        try {
            return absolute.toRealPath();
        } catch (IOException absent) {
            Path parent = absolute.getParent();
            return parent == null ? absolute : real(parent).resolve(absolute.getFileName());
        }
    }
}
