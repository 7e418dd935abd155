package io.millrace.bench.race;

/** A run did not do its work, so that its figures are worth nothing: the message says who, and what is wrong. */
public final class InvalidRaceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** One line that names the side and the cause. */
    public InvalidRaceException(String message) {
        super(message);
    }
}
