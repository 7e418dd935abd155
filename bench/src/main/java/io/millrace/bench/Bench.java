package io.millrace.bench;

import io.millrace.bench.race.Race;
import io.millrace.bench.race.RaceSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code millrace bench}: reads the command line, and has races run. */
public final class Bench {
    private static final String USAGE = """
            Usage: millrace bench [--quick] [--check] [--into=DIR] [RACE]...
            Race Millrace against what people use without it, on this machine, in a network of its own.
              RACE...       Which races; all of them, if none is named. See --list.
              --quick       Small sizes: shows that everything runs, in a few seconds each.
              --check       Compare ratios with the committed ones, say which moved by more than 15 %, and write nothing. A
                            race that got worse is run again, up to three times in all; what got better meanwhile is believed.
              --into=DIR    Where results go: docs, or bench/target/quick with --quick.
              --list        Tell which races there are.
              --help        Tell this.
            The exit status is 1 if a race was invalid, or if --check finds a ratio that got worse. Targets that are not met are told,
            and are no failure. All races take about half an hour: leave the machine alone meanwhile.
            """;

    private Bench() {}

    /** Exit status 2 stands for wrong usage. */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments)));
    }

    @SuppressWarnings("SystemOut") // a program's results
    private static int run(List<String> arguments) {
        Path root = Path.of(System.getProperty("millrace.root", "."));
        boolean quick = false;
        boolean check = false;
        Path into = null;
        List<Race> races = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.equals("--help") || argument.equals("-h")) {
                System.out.print(USAGE);
                return 0;
            } else if (argument.equals("--list")) {
                Race.all().forEach(race -> System.out.printf("%-10s %s%n", race.name(), race.question()));
                return 0;
            } else if (argument.equals("--quick")) {
                quick = true;
            } else if (argument.equals("--check")) {
                check = true;
            } else if (argument.startsWith("--into=") && argument.length() > "--into=".length()) {
                into = Path.of(argument.substring("--into=".length()));
            } else {
                Optional<Race> race = named(argument);
                if (race.isEmpty()) {
                    System.err.println(
                            "millrace: bench: " + argument + " (expected: --quick, --check, --into=DIR, --list, --help,"
                                    + " or a race: " + names() + ")");
                    return 2;
                }
                races.add(race.get());
            }
        }
        if (check && into != null) {
            System.err.println("millrace: bench: --into (expected: not with --check, which writes nothing)");
            return 2;
        }
        Path usual = root.resolve(quick ? "bench/target/quick" : "docs");
        RaceSession session = new RaceSession(
                root, quick, "millrace bench" + (arguments.isEmpty() ? "" : " " + String.join(" ", arguments)));
        try {
            List<Race> chosen = races.isEmpty() ? Race.all() : races;
            return check
                    ? session.check(chosen, root.resolve("docs"))
                    : session.run(chosen, into == null ? usual : into);
        } catch (IOException | InterruptedException | IllegalStateException e) {
            System.err.println("millrace: bench: " + e.getMessage());
            return 1;
        }
    }

    private static Optional<Race> named(String name) {
        return Race.all().stream().filter(race -> race.name().equals(name)).findFirst();
    }

    private static String names() {
        return String.join(", ", Race.all().stream().map(Race::name).toList());
    }
}
