package io.millrace.cli;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Names options in complaints as they were typed; also where the library refused a setting, which it names its own way. */
final class OptionNames {
    /** By the library's name of a setting, the option that sets it. */
    private static final Map<String, String> OPTIONS = Map.ofEntries(
            Map.entry("device", "--interface"),
            Map.entry("snaplen", "--snapshot-length"),
            Map.entry("bufferBytes", "--buffer-size"),
            Map.entry("captureThreads", "--capture-threads"),
            Map.entry("queueBytes", "--queue-bytes"),
            Map.entry("count", "-c"),
            Map.entry("drain", "--drain"),
            Map.entry("maxInFlight", "--max-in-flight"),
            Map.entry("order", "--order"),
            Map.entry("journal", "--journal"),
            Map.entry("journalSync", "--journal-sync"),
            Map.entry("resume", "--resume"),
            Map.entry("overload", "--overload"),
            Map.entry("handlerTimeout", "--handler-timeout"),
            Map.entry("deadLetter", "--dead-letter"));

    private OptionNames() {}

    /** A complaint of wrong usage: an option of a command, and what is wrong with its value. */
    static ParameterException complaint(CommandSpec command, String option, String wrong) {
        return complaint(command, option, wrong, null);
    }

    /** The library's refusal of a setting, as a complaint of the option that set it; null if it is about something else. */
    static @Nullable ParameterException complaint(CommandSpec command, RuntimeException refusal) {
        String message = Complaint.oneLine(refusal);
        int colon = message.indexOf(": ");
        String option = colon < 0 ? null : OPTIONS.get(message.substring(0, colon));
        if (option == null) {
            return null;
        }
        String unit = option.equals("--buffer-size") ? "in bytes, " : "";
        return complaint(command, option, unit + message.substring(colon + 2), refusal);
    }

    private static ParameterException complaint(
            CommandSpec command, String option, String wrong, @Nullable Throwable cause) {
        CommandLine line = command.commandLine();
        OptionSpec spec = command.findOption(option);
        List<String> words = line.getParseResult().originalArgs();
        return new ParameterException(line, (spec == null ? option : typed(spec, words)) + ": " + wrong, cause);
    }

    /** The name of an option that is among these words; its longest name if none is. */
    static String typed(OptionSpec option, List<String> words) {
        for (String word : words) {
            for (String name : option.names()) {
                boolean withValue = name.startsWith("--") ? word.startsWith(name + "=") : word.startsWith(name);
                if (word.equals(name) || withValue) {
                    return name;
                }
            }
        }
        return option.longestName();
    }
}
