package io.millrace.savefile;

import java.nio.ByteBuffer;

/** Where a {@link Window} gets its bytes from. Belongs to the thread that reads; {@link #wake()} is for any. */
interface Input extends AutoCloseable {
    /** What {@link #read} returns when there are no more bytes, nor ever will be. */
    int END = -1;

    /** What {@link #size()} returns when it is not known. */
    long UNKNOWN = -1;

    /**
     * Puts bytes that are there into a buffer, as many as fit, but waits for one.
     *
     * @param waitNanos how long to wait; {@link Window#FOR_EVER} without end
     * @return how many; 0 if none came within the time, or {@link #wake} was called; {@link #END}
     * @throws SavefileException if no more can be read
     */
    int read(ByteBuffer to, long waitNanos);

    /**
     * Passes over bytes that are there without reading them, where that can be done.
     *
     * @return how many, at most {@code bytes}
     */
    default long skip(long bytes) {
        return 0;
    }

    /** The length of all in bytes, or {@link #UNKNOWN}. */
    long size();

    /** Ends a {@link #read} that waits, or makes the next one not wait. For any thread. */
    void wake();

    @Override
    void close();
}
