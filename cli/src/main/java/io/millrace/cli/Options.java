package io.millrace.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/**
 * The options of a command, told to picocli one by one. It could read them from annotations too, but does that by reflection,
 * in the interpreter, at every start: that takes several times as long (decision 119).
 *
 * <p>What is typed is given to a consumer, each time anew, so that the last one counts. Names are separated by commas.
 */
final class Options {
    private static final Pattern BETWEEN_PATHS = Pattern.compile("[:;]");

    private final CommandSpec spec;

    Options(CommandSpec spec) {
        this.spec = spec;
    }

    /** The command that has these options, for complaints about them. */
    CommandSpec spec() {
        return spec;
    }

    /** Tells what the command is for, and what stands below its options. */
    void describe(String description, String... footer) {
        spec.usageMessage().description(description).footer(footer).sortOptions(false);
    }

    /** Leaves the command out where all are listed. */
    void hide() {
        spec.usageMessage().hidden(true);
    }

    /** An option that is followed by a value. */
    <T> void value(String names, String label, Class<T> type, Consumer<T> to, String description) {
        spec.addOption(valued(names, label, type, to, description).build());
    }

    /** The same, where it must be given. */
    <T> void required(String names, String label, Class<T> type, Consumer<T> to, String description) {
        spec.addOption(
                valued(names, label, type, to, description).required(true).build());
    }

    /** An option that is followed by a size in bytes. */
    void size(String names, String label, Consumer<Long> to, String description) {
        spec.addOption(valued(names, label, Long.class, to, description)
                .converters(Converters.SIZE)
                .build());
    }

    /**
     * An option that is followed by paths, with a colon or a semicolon between them; each is given, an empty one as this
     * folder.
     */
    void paths(String names, String label, Consumer<Path> each, String description) {
        value(
                names,
                label,
                String.class,
                paths -> BETWEEN_PATHS
                        .splitAsStream(paths)
                        .map(path -> path(names, path))
                        .forEach(each),
                description);
    }

    private Path path(String names, String word) {
        try {
            return Path.of(word);
        } catch (InvalidPathException e) {
            throw new ParameterException(
                    spec.commandLine(), names + ": " + Complaint.oneLine(e) + " (expected: a path)", e);
        }
    }

    /** An option that is followed by nothing, and is on or off. */
    void flag(String names, Consumer<Boolean> to, String description) {
        spec.addOption(flagged(names, to, description).build());
    }

    /** An option that is followed by nothing, and tells more if it is given more often. */
    void times(String names, Runnable more, String description) {
        spec.addOption(
                flagged(names, given -> more.run(), description).arity("0").build());
    }

    /** An option that the commands below have too. */
    void inheritedFlag(String names, Consumer<Boolean> to, String description) {
        spec.addOption(
                flagged(names, to, description).scopeType(ScopeType.INHERIT).build());
    }

    /** {@code --help} and {@code --version}; tcpdump's options leave no {@code -V} for some. */
    void helpAndVersion(String versionNames) {
        spec.versionProvider(new Version());
        spec.addOption(flagged("-h, --help", given -> {}, "Tell the options and exit.")
                .usageHelp(true)
                .build());
        spec.addOption(flagged(versionNames, given -> {}, "Tell the version and exit.")
                .versionHelp(true)
                .build());
    }

    /** The words that belong to no option, so many at the least. */
    void words(int least, String label, Consumer<List<String>> to, String description) {
        spec.addPositional(positional(least, label, to, description).build());
    }

    /** The same, where the label itself says how many there may be. */
    void wordsAsLabelled(int least, String label, Consumer<List<String>> to, String description) {
        spec.addPositional(
                positional(least, label, to, description).hideParamSyntax(true).build());
    }

    private static PositionalParamSpec.Builder positional(
            int least, String label, Consumer<List<String>> to, String description) {
        Words words = new Words(to);
        return PositionalParamSpec.builder()
                .arity(least + "..*")
                .required(least > 0)
                .paramLabel(label)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .getter(words)
                .setter(words)
                .hasInitialValue(false)
                .description(description);
    }

    private static <T> OptionSpec.Builder valued(
            String names, String label, Class<T> type, Consumer<T> to, String description) {
        return option(names, type, to, description).paramLabel(label);
    }

    private static OptionSpec.Builder flagged(String names, Consumer<Boolean> to, String description) {
        return option(names, Boolean.class, to, description);
    }

    private static <T> OptionSpec.Builder option(String names, Class<T> type, Consumer<T> to, String description) {
        return OptionSpec.builder(names.split(", ", -1))
                .type(type)
                .setter(new Taker<>(type, to))
                .hasInitialValue(false)
                .description(description);
    }

    /** Gives a value to a consumer. */
    private record Taker<T>(Class<T> type, Consumer<T> to) implements ISetter {
        @Override
        public <V> V set(V value) {
            if (value != null) {
                to.accept(type.cast(value));
            }
            return value;
        }
    }

    /** Gathers words, which may come in several goes with options between them. */
    private static final class Words implements IGetter, ISetter {
        private final Consumer<List<String>> to;
        private Object gathered = List.of();

        Words(Consumer<List<String>> to) {
            this.to = to;
        }

        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as picocli has it
        public <V> V get() {
            return (V) gathered;
        }

        @Override
        public <V> V set(V value) {
            gathered = value;
            to.accept(((List<?>) value).stream().map(String::valueOf).toList());
            return value;
        }
    }
}
