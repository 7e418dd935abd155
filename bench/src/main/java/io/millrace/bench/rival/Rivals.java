package io.millrace.bench.rival;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All rivals, in the order of tables. */
public final class Rivals {
    private static final String NO_ORDER = "no order with more than one worker, no bound, losses uncounted";

    private Rivals() {}

    private interface Command {
        List<String> get() throws RivalUnavailableException, IOException, InterruptedException;
    }

    private record Program(String name, String what, String lacks, Command command) implements Rival {
        @Override
        public Runner start(RivalSettings settings)
                throws RivalUnavailableException, IOException, InterruptedException {
            return RivalProcess.start(name, command.get(), settings);
        }
    }

    /** Those that are built in this workshop, or need no building. */
    public static List<Rival> all(Workshop workshop) {
        return List.of(
                new Program(
                        "c-empty",
                        "C, libpcap's callback on the capture thread",
                        "no workers: whatever the handler takes, the next packet waits",
                        () -> List.of(workshop.c("empty").toString())),
                new Program(
                        "c-recipe",
                        "C, each packet copied to one queue with a mutex, for N threads",
                        NO_ORDER,
                        () -> List.of(workshop.c("recipe").toString())),
                new Program(
                        "pcap4j",
                        "Pcap4J, listener on the capture thread",
                        "no workers: whatever the handler takes, the next packet waits",
                        () -> java(Pcap4jRival.class, "none")),
                new Program(
                        "pcap4j-pool",
                        "Pcap4J, listener in a fixed pool",
                        NO_ORDER,
                        () -> java(Pcap4jRival.class, "pool")),
                new Program(
                        "pcap4j-virtual",
                        "Pcap4J, listener on a virtual thread for each packet",
                        "no order, no bound, losses uncounted",
                        () -> java(Pcap4jRival.class, "virtual")),
                new Program(
                        "ardikars",
                        "com.ardikars.pcap, handler on the capture thread, or in a fixed pool",
                        NO_ORDER,
                        () -> java(ArdikarsRival.class)),
                new Program(
                        "naive-ffm",
                        "Java by FFM, pcap_next_ex, a virtual thread for each packet",
                        "no order, no bound, losses uncounted",
                        () -> java(NaiveFfmRival.class)),
                new Program(
                        "go",
                        "Go with gopacket, a goroutine for each packet, or N behind a channel",
                        "no order, no bound on goroutines (a full channel stops the reader), losses uncounted",
                        () -> List.of(workshop.go("goroutines").toString())),
                new FileWriter(FileWriter.Kind.TCPDUMP, "tcpdump", workshop),
                new FileWriter(FileWriter.Kind.DUMPCAP, "dumpcap", workshop));
    }

    /** The command {@code millrace capture -w}, beside those that others type. */
    public static Rival command(Path launcher, Workshop workshop) {
        return new FileWriter(FileWriter.Kind.MILLRACE, launcher.toString(), workshop);
    }

    /** The rival of this name. */
    public static Optional<Rival> named(String name, Workshop workshop) {
        return all(workshop).stream().filter(rival -> rival.name().equals(name)).findFirst();
    }

    /**
     * A command that runs a class of the bench in a virtual machine of its own, of the same kind as this one, with the virtual
     * machine's own defaults.
     */
    public static List<String> java(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }
}
