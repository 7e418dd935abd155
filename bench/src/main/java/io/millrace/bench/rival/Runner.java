package io.millrace.bench.rival;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A rival that was started, and makes one pass after the other. Belongs to one thread. Whatever fails is a {@link
 * RivalException}.
 */
public interface Runner extends AutoCloseable {
    /** Reads a savefile once, and handles all of it. */
    PassResult file(Path savefile);

    /** Begins to capture; when it returns the device is open. */
    void live(String device);

    /**
     * Waits until no packet has been taken for more than half a second: when nothing is sent any more, so that nothing is
     * left behind. It must capture.
     *
     * @param atMost how long, for a rival that will not be done
     */
    void awaitQuiet(Duration atMost);

    /** Ends the capture, waits until what was taken is handled, and says what came of it. */
    PassResult stop();

    @Override
    void close();
}
