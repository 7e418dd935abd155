package io.millrace;

import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The settings of a capture. Every setting has a default that serves; each method returns this builder.
 */
public final class CaptureBuilder {
    CaptureBuilder(Device device) {}

    /** A filter in libpcap's language; empty takes everything. Compiling needs libpcap. */
    public CaptureBuilder filter(String expression) {
        throw new UnsupportedOperationException();
    }

    /** How the device is read; {@link SourceKind#AUTO} by default. */
    public CaptureBuilder source(SourceKind kind) {
        throw new UnsupportedOperationException();
    }

    /** Bytes kept of each packet: 1 to 262,144, the default. */
    public CaptureBuilder snaplen(int bytes) {
        throw new UnsupportedOperationException();
    }

    /** The kernel's buffer in bytes, per capture thread. */
    public CaptureBuilder kernelBuffer(long bytes) {
        throw new UnsupportedOperationException();
    }

    /** Whether the device also passes on what is not addressed to this host; true by default. */
    public CaptureBuilder promiscuous(boolean promiscuous) {
        throw new UnsupportedOperationException();
    }

    /** Whether packets are delivered as they come, instead of in blocks; false by default. */
    public CaptureBuilder immediate(boolean immediate) {
        throw new UnsupportedOperationException();
    }

    /** Which packets are captured; {@link Direction#INOUT} by default. */
    public CaptureBuilder direction(Direction direction) {
        throw new UnsupportedOperationException();
    }

    /** Threads that take packets, sharing the device's flows; 1 by default. More than 1 needs {@code afpacket}. */
    public CaptureBuilder captureThreads(int count) {
        throw new UnsupportedOperationException();
    }

    /** Who calls the handler. */
    public CaptureBuilder workers(Workers workers) {
        throw new UnsupportedOperationException();
    }

    /** Which packets keep their order; {@link Order#PER_FLOW} by default. */
    public CaptureBuilder order(Order order) {
        throw new UnsupportedOperationException();
    }

    /** What gives when the store is full; {@link Overload.DropNewest} by default. */
    public CaptureBuilder overload(Overload overload) {
        throw new UnsupportedOperationException();
    }

    /** The bound of the store in bytes. */
    public CaptureBuilder queueBytes(long bytes) {
        throw new UnsupportedOperationException();
    }

    /** Ends the capture after so many packets were taken; 0, the default, means no limit. */
    public CaptureBuilder count(long packets) {
        throw new UnsupportedOperationException();
    }

    /** Ends the capture after a time; zero, the default, means no limit. */
    public CaptureBuilder duration(Duration duration) {
        throw new UnsupportedOperationException();
    }

    /** How long {@link Capture#close()} and {@link Capture#join()} wait for queued packets once taking has stopped. */
    public CaptureBuilder drain(Duration drain) {
        throw new UnsupportedOperationException();
    }

    /** Asynchronous handlers: how many stages may be pending at a time. */
    public CaptureBuilder maxInFlight(int stages) {
        throw new UnsupportedOperationException();
    }

    /** Is told of each failed packet, on the worker's thread, while the packet can still be read. */
    public CaptureBuilder onFailure(BiConsumer<Packet, Throwable> listener) {
        throw new UnsupportedOperationException();
    }

    /** Starts the capture with a handler; for {@link Order#PER_FLOW} and {@link Order#NONE}. */
    public Capture start(PacketHandler handler) {
        throw new UnsupportedOperationException();
    }

    /** Starts the capture with an asynchronous handler; for {@link Order#PER_FLOW} and {@link Order#NONE}. */
    public Capture startAsync(AsyncPacketHandler handler) {
        throw new UnsupportedOperationException();
    }

    /**
     * Starts the capture with {@link Order#TOTAL}: results that are not null are given to {@code output} one at a time, in
     * capture order, by whichever worker's turn it is. What {@code output} throws counts the packet as failed.
     */
    public <R> Capture startOrdered(PacketFunction<R> function, Consumer<R> output) {
        throw new UnsupportedOperationException();
    }
}
