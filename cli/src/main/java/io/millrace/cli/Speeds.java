package io.millrace.cli;

import picocli.CommandLine.Model.CommandSpec;

/** Numbers above 0 that need not be whole: how many times as fast. */
final class Speeds {
    private Speeds() {}

    /** The number behind an option. */
    static double of(CommandSpec command, String option, String word) {
        if (word.matches("[0-9]{1,9}(\\.[0-9]{1,9})?|\\.[0-9]{1,9}")) {
            double number = Double.parseDouble(word);
            if (number > 0) {
                return number;
            }
        }
        throw OptionNames.complaint(command, option, word + " (expected: a number above 0, such as 1, 0.5 or 10)");
    }
}
