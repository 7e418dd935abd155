package io.millrace.bench.rival;

import java.nio.file.Path;

/**
 * What makes a rival in Java: how it reads packets, and on which threads it handles them. Each packet that it reads it
 * enters with {@link Pass#taken()} on the thread that reads, and then has it handled by the pass, now or later, on any
 * thread.
 */
interface Contender {
    /** Reads a whole savefile; handlers may still be at work when it returns. */
    void read(Path file, Pass pass) throws Exception;

    /** Opens a device. */
    Live open(String device, Pass pass) throws Exception;

    /** A device that is open. */
    interface Live {
        /** Reads until it is stopped, on a thread of its own. */
        void run() throws Exception;

        /** Ends {@link #run}; for another thread. */
        void stop() throws Exception;

        /** Closes it, when all is handled or given up; returns how many packets the kernel dropped. */
        long close() throws Exception;
    }
}
