package io.millrace.replay;

import io.millrace.savefile.SavefileReader;

/** Which packets of a file are sent. Asked once for each, in their order, by the thread that sends. */
public interface Choice {
    /** Every packet. */
    Choice ALL = packet -> true;

    /** Whether the packet that a reader stands on is sent. */
    boolean wants(SavefileReader packet);

    /** Whether none is that comes later. */
    default boolean isDone() {
        return false;
    }
}
