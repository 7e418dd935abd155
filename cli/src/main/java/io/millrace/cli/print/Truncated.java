package io.millrace.cli.print;

/** A read behind what was captured. It has no stack trace, so that it costs little: truncated packets are usual. */
final class Truncated extends RuntimeException {
    private static final long serialVersionUID = 1;

    Truncated() {
        super("behind what was captured", null, false, false);
    }
}
