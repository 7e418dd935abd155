package io.millrace.bench.rival;

import java.io.IOException;

/** Somebody who is raced. Immutable; building what is needed to start one may take half a minute, once. */
public interface Rival {
    /** How it is called, in tables and on the command line. */
    String name();

    /** What it is, in a few words. */
    String what();

    /** What it cannot do, in a sentence: order, a bound, accounts. */
    String lacks();

    /** Whether it captures live only. */
    default boolean isLiveOnly() {
        return false;
    }

    /**
     * Starts it; builds it before if that was not done yet.
     *
     * @throws RivalUnavailableException if it cannot run on this machine
     * @throws RivalException if it could, and fails
     */
    Runner start(RivalSettings settings) throws RivalUnavailableException, IOException, InterruptedException;
}
