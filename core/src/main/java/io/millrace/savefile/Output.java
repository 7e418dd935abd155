package io.millrace.savefile;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where a {@link SavefileWriter} puts its bytes. Belongs to whoever writes. */
interface Output {
    /** How it is named in messages. */
    String name();

    /** Whether what is written may end within a record for a while, because nobody reads along: then that is faster. */
    boolean takesPieces();

    /**
     * Writes all of a buffer.
     *
     * @throws IOException if not all could be written; the buffer's position tells how much was
     */
    void write(ByteBuffer bytes) throws IOException;

    /** Brings what was written to whoever reads it, and to the disk if that is wanted. */
    void flush() throws IOException;

    /** Cuts what lies behind so many bytes off, where that can be done. */
    void cutTo(long bytes) throws IOException;

    /** Brings everything to the disk, where there is one. */
    void force() throws IOException;

    /** Closes; what was written is whole. */
    void finish() throws IOException;

    /** Closes what is not whole. */
    void abandon() throws IOException;
}
