package io.millrace;

import org.jspecify.annotations.Nullable;

/**
 * The user's code for one packet where the results matter in capture order: workers compute in parallel, results come out
 * in the order of capture ({@link Order#TOTAL}).
 *
 * @param <R> what is made of a packet
 */
@FunctionalInterface
public interface PacketFunction<R> {
    /**
     * Makes a result of a packet, on a worker's thread.
     *
     * @param packet borrowed: its bytes die when this call returns
     * @return the result; it must not refer to the packet. Null if there is nothing to pass on
     * @throws Exception for any reason; the packet counts as failed
     */
    @Nullable
    R apply(Packet packet) throws Exception;
}
