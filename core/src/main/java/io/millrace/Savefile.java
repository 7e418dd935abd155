package io.millrace;

import java.nio.file.Path;

/**
 * A savefile that packets are read from: pcap or pcapng, of any byte order, with timestamps in microseconds or nanoseconds.
 *
 * @param name the path of the file; {@code -} is standard input
 * @param follow whether more is waited for at the end of the file
 */
public record Savefile(String name, boolean follow) implements Origin {
    private static final String STANDARD_INPUT = "-";

    public Savefile {
        if (name.isBlank()) {
            throw new IllegalArgumentException("file: the name is empty (expected: the path of a savefile, or -)");
        }
    }

    /** A file that is read to its end. */
    public Savefile(String name) {
        this(name, false);
    }

    /** A file that still grows: the capture ends only when it is stopped, or by its count or time. */
    public Savefile following() {
        return new Savefile(name, true);
    }

    /** The file of a path; whether it is a savefile is found out when the capture starts. */
    public static Savefile at(Path path) {
        String name = path.toString();
        return new Savefile(name.equals(STANDARD_INPUT) ? "./-" : name);
    }

    /** What comes by standard input; nobody else may read it meanwhile. */
    public static Savefile standardInput() {
        return new Savefile(STANDARD_INPUT);
    }

    @Override
    public Overload usualOverload() {
        return Overload.block();
    }
}
