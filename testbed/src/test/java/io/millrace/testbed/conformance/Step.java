package io.millrace.testbed.conformance;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A command and what it is to be answered with.
 *
 * <pre>
 *     COMMAND                  both answer the same
 *     COMMAND -> ANSWER        both answer this
 *     COMMAND -> C || MILLRACE each answers something of its own; `?` for C, which promises nothing there and is not
 *                              asked, and `-` for Millrace, which has no such call
 *     ~COMMAND -> ANSWER       a command for the stage
 * </pre>
 *
 * @param expected what C answers
 * @param ours what Millrace answers; null if the same as C, down to the bytes of packets
 * @param forStage whether the command is for the third party
 */
record Step(Command command, Expectation expected, @Nullable Expectation ours, boolean forStage) {
    private static final String ARROW = " -> ";
    private static final String OR = " || ";
    private static final String UNASKED = "?";

    static Step parse(String line) {
        boolean forStage = line.startsWith("~");
        String rest = forStage ? line.substring(1) : line;
        int arrow = rest.indexOf(ARROW);
        if (arrow < 0) {
            return new Step(Command.parse(rest), Expectation.ANY, null, forStage);
        }
        Command command = Command.parse(rest.substring(0, arrow));
        String[] answers = rest.substring(arrow + ARROW.length()).split(Pattern.quote(OR), 2);
        @Nullable Expectation ours = answers.length == 1 ? null : new Expectation(answers[1].strip());
        return new Step(command, new Expectation(answers[0].strip()), ours, forStage);
    }

    /** A command for both that they answer with this. */
    static Step of(String command, String answer) {
        return new Step(Command.parse(command), new Expectation(answer), null, false);
    }

    /** Whether Millrace does not do as C does. */
    boolean differs() {
        return ours != null;
    }

    boolean asksC() {
        return !expected.text().equals(UNASKED);
    }

    boolean asksMillrace() {
        return ours == null || !ours.text().equals(Subject.NONE);
    }
}
