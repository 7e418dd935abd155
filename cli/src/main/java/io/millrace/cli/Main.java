package io.millrace.cli;

import io.millrace.Capture;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The root of the command line. Exit status: 0 well, 1 a failure, 2 wrong usage. */
@Command(
        name = "millrace",
        description = "Live packet capture whose handlers may be as slow as they like.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        addMethodSubcommands = false,
        footer = {
            "",
            "`millrace demo` needs no privileges and shows what this is for.",
            "`millrace help COMMAND` tells more about one."
        })
public final class Main implements Runnable {
    /** By their names, which their annotations tell too, but to read those of all takes time at every start. */
    static final SequencedMap<String, Class<?>> COMMANDS = commands();

    private static SequencedMap<String, Class<?>> commands() {
        SequencedMap<String, Class<?>> commands = new LinkedHashMap<>();
        commands.put("demo", DemoCommand.class);
        commands.put("capture", CaptureCommand.class);
        commands.put("read", ReadCommand.class);
        commands.put("replay", ReplayCommand.class);
        commands.put("convert", ConvertCommand.class);
        commands.put("info", InfoCommand.class);
        commands.put("interfaces", InterfacesCommand.class);
        commands.put("plan", PlanCommand.class);
        commands.put("train", TrainCommand.class);
        commands.put("help", HelpCommand.class);
        return Collections.unmodifiableSequencedMap(commands);
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show the stack trace of a failure.")
    private boolean debug;

    Main() {}

    /** Runs the command and ends the process with its status. */
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("capture")) {
            prepare();
        }
        CommandLine command = commandLine(args);
        int status;
        try {
            status = command.execute(args);
        } catch (Error e) { // picocli tells of exceptions only
            status = Complaint.failure(command.getErr(), e, List.of(args).contains("--debug"));
        }
        System.exit(status);
    }

    /** Prepares a capture while the options are learnt. */
    static void prepare() {
        Thread.ofPlatform().daemon().name("millrace-prepare").start(Capture::prepare);
    }

    /**
     * The command line, with the command that the words begin with, or with all of them: to learn a command's options takes
     * picocli longer than the engine needs to stand.
     */
    static CommandLine commandLine(String... words) {
        Main root = new Main();
        CommandLine line = new CommandLine(root);
        Class<?> named = words.length == 0 ? null : COMMANDS.get(words[0]);
        boolean only = named != null && named != HelpCommand.class;
        (only ? List.of(named) : COMMANDS.values()).forEach(line::addSubcommand);
        return Converters.register(line)
                .setExpandAtFiles(false)
                .setOverwrittenOptionsAllowed(true) // the last one counts, as getopt(3) has it
                .setColorScheme(Terminal.colors())
                .setParameterExceptionHandler(Main::wrongUsage)
                .setExecutionExceptionHandler(
                        (exception, command, parsed) -> Complaint.failure(command.getErr(), exception, root.debug));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing (expected: " + commandNames() + ")");
    }

    private String commandNames() {
        return spec.subcommands().values().stream()
                .filter(command -> !command.getCommandSpec().usageMessage().hidden())
                .map(CommandLine::getCommandName)
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
    }

    /** Whether failures are to be told with their stack. */
    boolean debug() {
        return debug;
    }

    private static int wrongUsage(ParameterException exception, String[] args) {
        CommandLine command = exception.getCommandLine();
        String message = usageMessage(exception, args);
        String remedy = message.contains("(expected: ")
                ? ""
                : "; see `" + command.getCommandSpec().qualifiedName() + " --help`";
        command.getErr().println("millrace: " + message + remedy);
        return CommandLine.ExitCode.USAGE;
    }

    /** A word that cannot be converted is told in our form; the rest is told well by picocli. */
    private static String usageMessage(ParameterException exception, String[] args) {
        if (exception.getCause() instanceof TypeConversionException unconverted
                && exception.getArgSpec() instanceof OptionSpec option) {
            return OptionNames.typed(option, List.of(args)) + ": " + Complaint.oneLine(unconverted);
        }
        return Complaint.oneLine(exception);
    }
}
