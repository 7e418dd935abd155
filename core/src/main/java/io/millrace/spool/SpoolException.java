package io.millrace.spool;

/** A spool cannot be opened: the message names cause and remedy. */
public final class SpoolException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SpoolException(String message, Throwable cause) {
        super(message, cause);
    }

    SpoolException(String message) {
        super(message);
    }
}
