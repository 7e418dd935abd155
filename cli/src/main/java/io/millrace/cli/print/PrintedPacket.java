package io.millrace.cli.print;

import java.util.function.BooleanSupplier;

/** A packet's text, but for what depends on the packets before. {@link Transcript} completes it, once. */
public final class PrintedPacket implements Draft {
    private static final int OVERHEAD_BYTES = 128;

    private final String text;
    /** Where in the text each piece belongs, in ascending order. */
    private final int[] places;

    private final Later[] pieces;

    PrintedPacket(String text, int[] places, Later[] pieces) {
        this.text = text;
        this.places = places;
        this.pieces = pieces;
    }

    @Override
    public int bytes() {
        return OVERHEAD_BYTES + text.length();
    }

    @Override
    public PrintedPacket finished(BooleanSupplier urgent) {
        return this;
    }

    /** The whole text. */
    String text(History history) {
        if (pieces.length == 0) {
            return text;
        }
        StringBuilder whole = new StringBuilder(text.length() + 32);
        int done = 0;
        for (int i = 0; i < pieces.length; i++) {
            whole.append(text, done, places[i]).append(pieces[i].text(history));
            done = places[i];
        }
        return whole.append(text, done, text.length()).toString();
    }
}
