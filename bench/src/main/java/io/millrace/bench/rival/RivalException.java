package io.millrace.bench.rival;

/** A rival failed, in the middle of its work; the message says which, and in its own words why. */
public final class RivalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RivalException(String message) {
        super(message);
    }

    RivalException(String message, Throwable cause) {
        super(message, cause);
    }
}
