package io.millrace.testbed.conformance;

import org.jspecify.annotations.Nullable;

/** Somebody who answers the commands of a scenario; {@code oracle.c} tells their language. */
interface Subject extends AutoCloseable {
    /** What it answers where it has no such call. */
    String NONE = "-";

    /** Runs a command; null if it does not answer to this one, because it takes effect later. */
    @Nullable
    String answer(Command command);

    /** Is told that traffic is about to come. */
    default void ready() {}

    /** Closes what is open, so that the next row begins afresh. */
    void reset();

    @Override
    void close();
}
