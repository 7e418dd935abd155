package io.millrace;

/** Which packets of a device are captured, as seen from this host ({@code tcpdump -Q}). */
public enum Direction {
    IN,
    OUT,
    INOUT;

    /**
     * The direction of a command line's word.
     *
     * @throws IllegalArgumentException if the word is not {@code in}, {@code out} or {@code inout}
     */
    public static Direction parse(String word) {
        return switch (word) {
            case "in" -> IN;
            case "out" -> OUT;
            case "inout" -> INOUT;
            default -> throw new IllegalArgumentException("direction: " + word + " (expected: in, out or inout)");
        };
    }
}
