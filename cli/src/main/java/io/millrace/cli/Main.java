package io.millrace.cli;

import io.millrace.Capture;
import java.util.List;
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
    private static final List<Class<?>> COMMANDS = List.of(
            DemoCommand.class,
            CaptureCommand.class,
            ReadCommand.class,
            ReplayCommand.class,
            ConvertCommand.class,
            InfoCommand.class,
            InterfacesCommand.class,
            PlanCommand.class,
            TrainCommand.class,
            HelpCommand.class);

    @Spec
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show the stack trace of a failure.")
    private boolean debug;

    Main() {}

    /** Runs the command and ends the process with its status. */
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("capture")) { // while the options are learnt
            Thread.ofPlatform().daemon().name("millrace-prepare").start(Capture::prepare);
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

    /**
     * The command line, with the command that the words begin with, or with all of them: to learn a command's options takes
     * picocli longer than the engine needs to stand.
     */
    static CommandLine commandLine(String... words) {
        Main root = new Main();
        CommandLine line = new CommandLine(root);
        List<Class<?>> named = COMMANDS.stream()
                .filter(command -> words.length > 0 && name(command).equals(words[0]))
                .toList();
        boolean only = named.size() == 1 && !named.contains(HelpCommand.class);
        (only ? named : COMMANDS).forEach(line::addSubcommand);
        return Converters.register(line)
                .setExpandAtFiles(false)
                .setOverwrittenOptionsAllowed(true) // the last one counts, as getopt(3) has it
                .setColorScheme(Terminal.colors())
                .setParameterExceptionHandler(Main::wrongUsage)
                .setExecutionExceptionHandler(
                        (exception, command, parsed) -> Complaint.failure(command.getErr(), exception, root.debug));
    }

    private static String name(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing (expected: " + commands() + ")");
    }

    private String commands() {
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
