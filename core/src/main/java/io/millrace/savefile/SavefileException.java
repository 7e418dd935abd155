package io.millrace.savefile;

import java.io.Serial;

/** Why a savefile cannot be read or written. The message is one line that names the file, the cause, and where it is. */
public final class SavefileException extends RuntimeException {
    /** The {@link #offset()} of a failure that has no place in the file. */
    public static final long NOWHERE = -1;

    @Serial
    private static final long serialVersionUID = 1L;

    private final long offset;

    /** A failure of a file as a whole. */
    public SavefileException(String message) {
        super(message);
        offset = NOWHERE;
    }

    /** A failure of a file as a whole, for a reason. */
    public SavefileException(String message, Throwable cause) {
        super(message, cause);
        offset = NOWHERE;
    }

    /** A failure at a place of the file. */
    SavefileException(String name, long offset, String what) {
        super(name + ": at byte " + offset + ": " + what);
        this.offset = offset;
    }

    /**
     * Where the record or block begins that cannot be read, in bytes from the beginning of the file; of a compressed file,
     * of what it is decompressed to. {@link #NOWHERE} if the failure has no place.
     */
    public long offset() {
        return offset;
    }
}
