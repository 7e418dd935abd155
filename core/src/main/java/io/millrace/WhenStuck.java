package io.millrace;

/** What is done about a call of a handler that takes too long, besides telling of it. */
public enum WhenStuck {
    /** Nothing. */
    REPORT,
    /**
     * Its thread is interrupted, once. Calls that wait end with that, as a rule; those that compute or ignore it go on. No
     * interrupt reaches the handler of another packet.
     */
    INTERRUPT
}
