package io.millrace.bench.rival;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the handler does with a packet, the same in every rival. */
public enum HandlerKind {
    /** Nothing but to count it. */
    COUNT,
    /** Read its first bytes. */
    TOUCH,
    /** Judge whether its flow came in order, and no other packet of it is being handled. */
    CHECK,
    /** Wait for some time. */
    SLEEP,
    /** Compute for some time: always the same work, see {@link SpinWork}. */
    SPIN;

    /** How it is called on a rival's command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<HandlerKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
