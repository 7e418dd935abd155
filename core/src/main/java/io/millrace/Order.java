package io.millrace;

/** Which packets keep their order. */
public enum Order {
    /** Packets of one flow (both directions of a conversation) are handled one after the other, in capture order. */
    PER_FLOW,
    /** Any packet may go to any worker at any time. */
    NONE,
    /** Packets are handled in parallel; their results come out one after the other, in capture order. */
    TOTAL,
    /** Packets are handled one after the other, in capture order: for handlers that write to one place, and are fast. */
    SERIAL;

    /**
     * The order of a command line's word.
     *
     * @throws IllegalArgumentException if the word is not {@code flow}, {@code none}, {@code total} or {@code serial}
     */
    public static Order parse(String word) {
        return switch (word) {
            case "flow" -> PER_FLOW;
            case "none" -> NONE;
            case "total" -> TOTAL;
            case "serial" -> SERIAL;
            default ->
                throw new IllegalArgumentException("order: " + word + " (expected: flow, none, total or serial)");
        };
    }
}
