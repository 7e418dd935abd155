package io.millrace.cli.print;

import io.millrace.cli.print.Conversations.Ends;
import io.millrace.cli.print.Conversations.Origins;

/**
 * A segment's sequence numbers, counted from where its conversation began. The pieces of one segment share one of these;
 * the first of them, {@link #look}, finds out, and the others follow it.
 *
 * <p>Made by the thread that prints, then asked by the transcript alone.
 */
final class RelativeNumbers {
    private final Ends ends;
    private final boolean begins;
    private final int sequence;
    private final int acknowledgement;
    /** What is taken off the numbers themselves; those of a segment that begins a conversation are shown as they are. */
    private Origins shown = Origins.NONE;

    private Origins origins = Origins.NONE;

    /**
     * Numbers of a segment.
     *
     * @param begins whether its flags say that a conversation begins
     */
    RelativeNumbers(Ends ends, boolean begins, int sequence, int acknowledgement) {
        this.ends = ends;
        this.begins = begins;
        this.sequence = sequence;
        this.acknowledgement = acknowledgement;
    }

    /** Looks for the conversation, or begins it. Adds nothing to the line. */
    String look(History history) {
        Origins known = history.conversations().find(ends);
        if (begins || known == null) {
            origins = new Origins(sequence, acknowledgement - 1);
            history.conversations().begin(ends, origins);
        } else {
            origins = known;
            shown = known;
        }
        return "";
    }

    /** The sequence number of the byte that is so many behind the first. */
    String sequence(int plus) {
        return Integer.toUnsignedString(sequence - shown.from() + plus);
    }

    String acknowledgement() {
        return Integer.toUnsignedString(acknowledgement - shown.to());
    }

    /** A number that the other end sent and this one acknowledges selectively. */
    String selective(int number) {
        return Integer.toUnsignedString(number - origins.to());
    }
}
