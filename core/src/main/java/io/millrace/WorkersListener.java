package io.millrace;

/** Is told when {@link Workers.Auto} changes how many workers may be awake. Called on a thread that must not be kept waiting. */
@FunctionalInterface
public interface WorkersListener {
    /**
     * The number was changed.
     *
     * @param from how many there might be
     * @param to how many there may be now
     * @param reason why, in words for a log
     */
    void changed(int from, int to, String reason);
}
