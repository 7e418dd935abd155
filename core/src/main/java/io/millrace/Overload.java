package io.millrace;

/** What gives when the handlers are behind and the store is full. */
public sealed interface Overload {
    /** Stop taking until there is room. The kernel's buffer fills, the kernel drops, and counts what it drops. */
    record Block() implements Overload {}

    /** Shed the packet that finds no room, counted as {@code shed.newest}. The capture thread never waits. */
    record DropNewest() implements Overload {}

    /** The policy {@link Block}. */
    static Overload block() {
        return new Block();
    }

    /** The policy {@link DropNewest}: the default. */
    static Overload dropNewest() {
        return new DropNewest();
    }

    /**
     * The policy of a command line's word.
     *
     * @throws IllegalArgumentException if the word names no policy
     */
    static Overload parse(String word) {
        return switch (word) {
            case "block" -> block();
            case "drop-newest" -> dropNewest();
            default -> throw new IllegalArgumentException("overload: " + word + " (expected: block or drop-newest)");
        };
    }
}
