package io.millrace.source;

import io.millrace.ffi.Doorbell;
import io.millrace.ffi.Errno;
import io.millrace.ffi.Unistd;
import io.millrace.pcap.Pcap;
import io.millrace.pcap.PcapException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Waiting for the packets of a libpcap handle, and for bad news of its device. Owned by the capture thread, but for
 * {@link #wake()}, which is for any thread.
 */
final class PcapWait implements AutoCloseable {
    /** A vanished device is noticed by looking: no event tells of it once the device is down. */
    private static final int LOOK_MILLIS = 500;

    /** How long a handle without a descriptor is left alone between two looks for packets. */
    private static final int NO_DESCRIPTOR_MILLIS = 10;

    private final Doorbell doorbell = new Doorbell();
    private final String name;
    private final int fd;
    private final int sliceMillis;
    private final @Nullable PacketSocket socket;
    private volatile boolean woken;

    /** @param socket the handle's descriptor, if that is a packet socket */
    PcapWait(Pcap pcap, @Nullable PacketSocket socket) {
        this.name = pcap.device();
        this.fd = pcap.selectableFd();
        this.sliceMillis = sliceMillis(fd, pcap);
        this.socket = socket;
    }

    private static int sliceMillis(int fd, Pcap pcap) {
        if (fd < 0) {
            return NO_DESCRIPTOR_MILLIS;
        }
        Duration required = pcap.requiredTimeout();
        return required == null ? LOOK_MILLIS : Math.clamp(required.toMillis(), 1, LOOK_MILLIS);
    }

    /** Ends a waiting {@link #slice}; {@link #woken()} tells it, once. */
    void wake() {
        woken = true;
        doorbell.ring();
    }

    /** Whether {@link #wake()} was called since the last time this was asked. */
    boolean woken() {
        boolean was = woken;
        if (was) {
            woken = false;
        }
        return was;
    }

    /**
     * Waits for packets, but only until it is time to look for them, or at the device, all the same.
     *
     * @return whether there are packets, as far as the descriptor tells
     * @throws PcapException if the device was removed or failed; one that is down may come up again
     */
    boolean slice(int atMostMillis) {
        int events = doorbell.await(fd, Math.min(atMostMillis, sliceMillis));
        if (events == 0) {
            failIfGone();
            return false;
        }
        heed(events);
        return (events & Unistd.POLLIN) != 0;
    }

    /** Whether there are packets, or bad news, now; false also if there is no descriptor that could tell. */
    boolean isReady() {
        return fd >= 0 && doorbell.await(fd, 0) != 0;
    }

    /** Looks at the bad news among a descriptor's events. */
    private void heed(int events) {
        if (events < 0) {
            throw new PcapException(name + ": poll: " + Errno.text(-events));
        }
        if ((events & (Unistd.POLLERR | Unistd.POLLHUP | Unistd.POLLNVAL)) == 0) {
            return;
        }
        failIfGone();
        int error = socket == null ? Errno.ENXIO : socket.takeError();
        if (error != 0 && error != Errno.ENETDOWN) {
            throw new PcapException(name + ": the device failed: " + Errno.text(error));
        }
    }

    /** @throws PcapException if the device was removed */
    void failIfGone() {
        if (socket != null && socket.deviceGone()) {
            throw new PcapException("the device " + name + " is gone: it was removed while packets were captured on it;"
                    + " start again when `millrace interfaces` lists it");
        }
    }

    @Override
    public void close() {
        doorbell.close();
    }
}
