package io.millrace.bench.rival;

/** A rival cannot run on this machine; the message says why, and what to install. */
public final class RivalUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    RivalUnavailableException(String message) {
        super(message);
    }

    /** Something is not installed; Debian's packages bring it. */
    static RivalUnavailableException missing(String what, String... packages) {
        return new RivalUnavailableException(
                what + " is not installed; on Debian: apt-get install " + String.join(" ", packages));
    }
}
