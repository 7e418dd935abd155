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

    /** The bits a second behind an option, by thousands. */
    static double bits(CommandSpec command, String option, String word) {
        double factor = switch (word.isEmpty() ? ' ' : Character.toLowerCase(word.charAt(word.length() - 1))) {
            case 'k' -> 1e3;
            case 'm' -> 1e6;
            case 'g' -> 1e9;
            default -> 1;
        };
        String number = factor == 1 ? word : word.substring(0, word.length() - 1);
        if (number.matches("[0-9]{1,12}(\\.[0-9]{1,9})?") && Double.parseDouble(number) > 0) {
            return Double.parseDouble(number) * factor;
        }
        throw OptionNames.complaint(command, option, word + " (expected: bits a second, such as 64k, 10m or 1g)");
    }
}
