package io.millrace;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Why a capture cannot start or go on. The message is one line that names the cause and the remedy. */
public final class CaptureException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public CaptureException(String message) {
        super(message);
    }

    public CaptureException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
