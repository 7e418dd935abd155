package io.millrace.cli;

import io.millrace.Capture;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** The root of the command line. Exit status: 0 well, 1 a failure, 2 wrong usage. */
public final class Main {
    /** Makes a command that tells its options. */
    private interface Maker {
        Callable<Integer> make(Options options, Main root);
    }

    private static final SequencedMap<String, Maker> COMMANDS = commands();

    private static SequencedMap<String, Maker> commands() {
        SequencedMap<String, Maker> commands = new LinkedHashMap<>();
        commands.put("demo", (options, root) -> new DemoCommand(options));
        commands.put("capture", CaptureCommand::new);
        commands.put("read", ReadCommand::new);
        commands.put("replay", (options, root) -> new ReplayCommand(options));
        commands.put("convert", (options, root) -> new ConvertCommand(options));
        commands.put("info", (options, root) -> new InfoCommand(options));
        commands.put("interfaces", (options, root) -> new InterfacesCommand(options));
        commands.put("plan", (options, root) -> new PlanCommand(options));
        commands.put("train", (options, root) -> new TrainCommand(options));
        return Collections.unmodifiableSequencedMap(commands);
    }

    /** What picocli calls: it wants to know it before there are options, and options are told by what there is to call. */
    private static final class Action implements Callable<Integer> {
        private Callable<Integer> command = () -> CommandLine.ExitCode.SOFTWARE;

        @Override
        public Integer call() throws Exception {
            return command.call();
        }
    }

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection((Runnable) this::missing);
    private boolean debug;

    private Main() {
        Options options = new Options(spec.name("millrace"));
        options.describe(
                "Live packet capture whose handlers may be as slow as they like.",
                "",
                "`millrace demo` needs no privileges and shows what this is for.",
                "`millrace help COMMAND` tells more about one.");
        options.inheritedFlag("--debug", given -> debug = given, "Show the stack trace of a failure.");
        options.helpAndVersion("-V, --version");
    }

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
     * The command line, with the command that the words begin with, or with all of them: to learn the options of all would
     * take a start longer than it needs.
     */
    static CommandLine commandLine(String... words) {
        Main root = new Main();
        CommandLine line = new CommandLine(root.spec);
        Maker only = words.length == 0 ? null : COMMANDS.get(words[0]);
        if (only == null) {
            COMMANDS.forEach(root::add);
            line.addSubcommand("help", new HelpCommand());
        } else {
            root.add(words[0], only);
        }
        return Converters.register(line)
                .setExpandAtFiles(false)
                .setOverwrittenOptionsAllowed(true) // the last one counts, as getopt(3) has it
                .setColorScheme(Terminal.colors())
                .setParameterExceptionHandler(Main::wrongUsage)
                .setExecutionExceptionHandler(
                        (exception, command, parsed) -> Complaint.failure(command.getErr(), exception, root.debug));
    }

    private void add(String name, Maker maker) {
        Action action = new Action();
        CommandSpec command = CommandSpec.wrapWithoutInspection(action).name(name);
        action.command = maker.make(new Options(command), this);
        spec.addSubcommand(name, command);
    }

    private void missing() {
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
