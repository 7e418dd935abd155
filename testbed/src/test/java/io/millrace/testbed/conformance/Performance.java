package io.millrace.testbed.conformance;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Plays a promise: asks C and Millrace each command in turn, compares, and writes down what was said. A command is answered
 * by both before the next one is asked, so both are ready whenever the stage acts.
 */
final class Performance {
    private final Stage stage;
    private final Subject oracle;
    private final Subject millrace;
    private final StringBuilder transcript = new StringBuilder();

    Performance(Stage stage, Subject oracle, Subject millrace) {
        this.stage = stage;
        this.oracle = oracle;
        this.millrace = millrace;
    }

    /**
     * Plays the steps, and closes what they opened.
     *
     * @throws AssertionError with what was said until then, if an answer is not what it should be
     */
    void play(List<Step> steps) {
        transcript.setLength(0);
        try {
            for (Step step : steps) {
                play(step);
            }
        } finally {
            reset();
        }
    }

    /** Both at once: to give a packet socket back takes the kernel tens of milliseconds. */
    private void reset() {
        CompletableFuture<Void> c = CompletableFuture.runAsync(oracle::reset);
        millrace.reset();
        c.join();
    }

    private void play(Step step) {
        if (step.forStage()) {
            millrace.ready();
            String answer = stage.answer(step.command());
            note("stage   ", step.command(), answer);
            check("the stage", step.expected(), answer);
            return;
        }
        @Nullable String c = step.asksC() ? askC(step) : null;
        if (step.asksMillrace()) {
            askMillrace(step, c);
        }
    }

    private String askC(Step step) {
        Command command = stage.fill(step.command(), true);
        @Nullable String answer = ask(oracle, command);
        note("C       ", command, answer);
        check("C", step.expected(), answer);
        return String.valueOf(answer);
    }

    private void askMillrace(Step step, @Nullable String c) {
        Command command = stage.fill(step.command(), false);
        @Nullable String answer = ask(millrace, command);
        note("Millrace", command, answer);
        Expectation ours = step.ours();
        if (ours != null) {
            check("Millrace", ours, answer);
        } else if (answer != null && !answer.equals(c)) {
            throw failure("Millrace does not answer as C");
        }
    }

    private @Nullable String ask(Subject subject, Command command) {
        try {
            return subject.answer(command);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("nobody answers: " + command + "\n" + transcript, e);
        }
    }

    private void check(String who, Expectation expected, @Nullable String answer) {
        if (answer != null && !expected.matches(answer)) {
            throw failure(who + " does not answer with: " + expected.text());
        }
    }

    private void note(String who, Command command, @Nullable String answer) {
        transcript
                .append("  ")
                .append(who)
                .append("  ")
                .append(command)
                .append("  ->  ")
                .append(answer == null ? "(later)" : answer)
                .append('\n');
    }

    private AssertionError failure(String what) {
        return new AssertionError(what + "\n" + transcript);
    }
}
