package io.millrace.testbed;

/**
 * Whether this process is alone in its network. Devices are created and removed only then; who starts the process in a
 * network namespace of its own says so in its environment.
 */
public final class OwnNetwork {
    /** The environment variable that says it, and what it says. */
    public static final String VARIABLE = "MILLRACE_NETWORK";

    public static final String OWN = "own";

    private OwnNetwork() {}

    public static boolean isOwn() {
        return OWN.equals(System.getenv(VARIABLE));
    }

    /**
     * Does nothing in a network of our own.
     *
     * @throws IllegalStateException elsewhere
     */
    public static void require() {
        if (!isOwn()) {
            throw new IllegalStateException("this needs a network of its own; start it with `unshare -rn env "
                    + VARIABLE + "=" + OWN + " ...`");
        }
    }
}
