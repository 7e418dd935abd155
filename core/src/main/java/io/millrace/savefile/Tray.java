package io.millrace.savefile;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Memory of somebody else that a file is read into, so that packets may stay in it when the reader has gone on.
 *
 * @param memory the memory
 * @param buffer the same memory; bytes of the file are put between its position and its limit, as they are when it is lent
 */
public record Tray(MemorySegment memory, ByteBuffer buffer) {
    /** Lends trays to a reader. Called by the thread that reads. */
    @FunctionalInterface
    public interface Lender {
        /**
         * The next tray, or null if there is none now and the reader has to use memory of its own. Nothing is put any more
         * into the one that was lent before; what is in it can still be read until this thread does something else.
         *
         * @param wanted how many bytes the next record of the file needs; a tray that has not so many is not used
         */
        @Nullable
        Tray next(long wanted);
    }
}
