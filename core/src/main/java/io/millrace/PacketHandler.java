package io.millrace;

/** The user's code for one packet. It may be as slow as it likes and may block. */
@FunctionalInterface
public interface PacketHandler {
    /**
     * Handles a packet, on a worker's thread. Whatever is thrown counts the packet as failed and harms nothing else.
     *
     * @param packet borrowed: its bytes die when this call returns; {@link Packet#copy()} keeps them
     * @throws Exception for any reason; an interrupt means that the capture is being closed and its drain time is over, or
     *     that this call takes longer than {@link CaptureBuilder#handlerTimeout}, where that is to interrupt
     */
    void handle(Packet packet) throws Exception;
}
