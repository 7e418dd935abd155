package io.millrace.bench.race;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Other programs of this module, started with the Java that runs this one. */
final class JavaProcess {
    private JavaProcess() {}

    /**
     * The command that starts a class of this module.
     *
     * @param options of Java, besides those that every one needs
     */
    static List<String> command(Class<?> main, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "--enable-native-access=ALL-UNNAMED"));
        command.addAll(options);
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return command;
    }
}
