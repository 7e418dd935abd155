package io.millrace.bench.rival;

/** A rival cannot run on this machine; the message says why, and what to install. */
public final class RivalUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    RivalUnavailableException(String message) {
        super(message);
    }
}
