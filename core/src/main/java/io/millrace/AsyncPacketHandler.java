package io.millrace;

import java.util.concurrent.CompletionStage;

/** The user's code for one packet where the work goes on after the call: a request sent, a future returned. */
@FunctionalInterface
public interface AsyncPacketHandler {
    /**
     * Starts handling a packet. The packet is in flight, and its bytes may be used from any thread, until the stage
     * completes; with {@link Order#PER_FLOW} the next packet of its flow waits for that.
     *
     * @param packet borrowed until the stage completes
     * @return a stage; if it completes exceptionally the packet counts as failed
     * @throws Exception for any reason; the packet counts as failed
     */
    CompletionStage<?> handle(Packet packet) throws Exception;
}
