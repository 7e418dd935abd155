package io.millrace;

import java.nio.file.Path;
import java.util.List;

/**
 * A savefile that packets are read from, or several that are read as one: pcap or pcapng, of any byte order, with timestamps in
 * microseconds or nanoseconds.
 *
 * @param names paths of files; {@code -} is standard input
 * @param follow whether more is waited for at the end of the file, of which there is one then
 * @param merged whether packets of several files are taken by time, instead of one file after the other
 * @param speed how many times faster than they were captured packets are taken; 0 for as fast as handlers are done
 */
public record Savefile(List<String> names, boolean follow, boolean merged, double speed) implements Origin {
    /** The speed of handlers. */
    public static final double UNPACED = 0;

    private static final String STANDARD_INPUT = "-";

    public Savefile {
        names = List.copyOf(names);
        if (names.isEmpty() || names.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("file: the name is empty (expected: the path of a savefile, or -)");
        }
        if (follow && names.size() > 1) {
            throw new IllegalArgumentException("follow: with " + names.size() + " files (expected: one file)");
        }
        if (!Double.isFinite(speed) || speed < 0) {
            throw new IllegalArgumentException("speed: " + speed + " (expected: more than 0, or 0 for no pace)");
        }
    }

    /** A file that is read to its end. */
    public Savefile(String name) {
        this(List.of(name), false, false, UNPACED);
    }

    /** Files that are read one after the other. */
    public static Savefile inTurn(List<Path> files) {
        return new Savefile(files.stream().map(Savefile::name).toList(), false, false, UNPACED);
    }

    /**
     * Files whose packets are taken by time: of those that come next in each file, the earliest; of equally early ones that
     * of the file which was named first. A packet never overtakes one of its own file.
     */
    public static Savefile byTime(List<Path> files) {
        return new Savefile(files.stream().map(Savefile::name).toList(), false, true, UNPACED);
    }

    /** A file that still grows: the capture ends only when it is stopped, or by its count or time. */
    public Savefile following() {
        return new Savefile(names, true, merged, speed);
    }

    /**
     * The same, whose packets are taken at the intervals at which they were captured, divided by the speed: handlers see
     * them as they would on a wire, give or take a fraction of a millisecond.
     *
     * @param speed 1 for the original pace, 10 for ten times as fast
     */
    public Savefile paced(double speed) {
        return new Savefile(names, follow, merged, speed);
    }

    /** The file of a path; whether it is a savefile is found out when the capture starts. */
    public static Savefile at(Path path) {
        return new Savefile(name(path));
    }

    private static String name(Path path) {
        String name = path.toString();
        return name.equals(STANDARD_INPUT) ? "./-" : name;
    }

    /** What comes by standard input; nobody else may read it meanwhile. */
    public static Savefile standardInput() {
        return new Savefile(STANDARD_INPUT);
    }

    /** What it is called in messages: the first name, and how many there are more. */
    @Override
    public String name() {
        int more = names.size() - 1;
        return names.getFirst() + (more == 0 ? "" : " and " + more + " more");
    }

    @Override
    public Overload usualOverload() {
        return Overload.block();
    }
}
