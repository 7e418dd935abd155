package io.millrace.cli;

import io.millrace.testbed.OwnNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the command is started: as the launcher does it, by modules and with its options for Java, but for what is changed here;
 * or by the launcher itself.
 */
final class Launch {
    private static final Pattern FLAGS = Pattern.compile("(?m)^flags=\"(.*)\"$");

    /** The modules that these tests were started with; the command's own is among them. */
    static final String MODULES = System.getProperty("jdk.module.path", "");

    private final List<String> words;
    private final List<String> before = new ArrayList<>();
    private final List<String> options = new ArrayList<>();
    private String modules = MODULES;
    private boolean inOwnNetwork = true;
    private boolean byLauncher;

    Launch(List<String> words) {
        this.words = List.copyOf(words);
    }

    /** By a program that starts it in some other way. */
    Launch by(List<String> program) {
        before.addAll(program);
        return this;
    }

    /** Hears Ctrl-C although the tests may not: what a shell put in the background ignores it, and so do its children. */
    Launch heedful() {
        return by(List.of("env", "--default-signal=INT,TERM,HUP"));
    }

    /** With a further option for Java. */
    Launch with(String option) {
        options.add(option);
        return this;
    }

    /** With modules from elsewhere. */
    Launch modules(String path) {
        modules = path;
        return this;
    }

    /** Not told that its network is its own. */
    Launch unaware() {
        inOwnNetwork = false;
        return this;
    }

    /** By the launcher, from a home of its own in which these modules are what is built. */
    Launch byLauncher() {
        byLauncher = true;
        return this;
    }

    ProcessBuilder process() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command());
        if (!inOwnNetwork) {
            builder.environment().remove(OwnNetwork.VARIABLE);
        }
        builder.environment().put("MILLRACE_JAVA_HOME", System.getProperty("java.home"));
        return builder;
    }

    /** The words that start it. */
    List<String> command() throws IOException {
        List<String> command = new ArrayList<>(before);
        if (byLauncher) {
            command.add(LauncherHome.launcher().toString());
            command.addAll(words);
            return command;
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags().split(" ")));
        command.addAll(options);
        command.addAll(List.of("-p", modules, "-m", "io.millrace.cli/io.millrace.cli.Main"));
        command.addAll(words);
        return command;
    }

    private static String flags() throws IOException {
        Matcher flags = FLAGS.matcher(Files.readString(Path.of("..", "millrace")));
        if (!flags.find()) {
            throw new AssertionError("the launcher has no line flags=\"…\"");
        }
        return flags.group(1);
    }
}
