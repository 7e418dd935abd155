package io.millrace.examples;

import io.millrace.pcap.Pcap;
import io.millrace.pcap.PcapResult;
import io.millrace.pcap.PcapSettings;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.List;

/**
 * The libpcap handle by itself, in an event loop: one thread waits with {@code poll(2)} for packets of several devices at once.
 * {@code PollLoop DEVICE...}
 *
 * <p>Three things make that work. The handles are non-blocking, so that a dispatch never waits for one device while another has
 * packets. The wait is for {@link Pcap#selectableFd()}; a handle without a descriptor is polled as -1, which {@code poll}
 * passes over. And no wait is longer than the least {@link Pcap#requiredTimeout()}, after which packets are looked for whatever
 * {@code poll} said, because such a descriptor does not tell of every one.
 */
public final class PollLoop {
    private static final short POLLIN = 1;
    private static final int POLLFD_BYTES =
            8; // struct pollfd: an int, the descriptor; a short, events; a short, what came
    private static final int EVENTS = 4;
    private static final Duration PATIENCE = Duration.ofMillis(500); // where nothing asks for less
    private static final int AT_ONCE = 1_000; // so that a busy device does not hold up the others

    @SuppressWarnings("restricted") // the JDK has no other way to wait for a descriptor that it did not open
    private static final MethodHandle POLL = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().find("poll").orElseThrow(),
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));

    private final List<Pcap> handles;
    private final long[] packets;

    private PollLoop(List<Pcap> handles) {
        this.handles = handles;
        this.packets = new long[handles.size()];
        handles.forEach(handle -> handle.setNonBlocking(true));
    }

    /** Counts the packets of each device for ten seconds. */
    public static void main(String[] args) throws Throwable {
        List<Pcap> handles = List.of(args).stream()
                .map(device -> Pcap.open(device, PcapSettings.DEFAULT))
                .toList();
        try {
            long[] packets = count(handles, Duration.ofSeconds(10));
            for (int i = 0; i < args.length; i++) {
                System.out.println(args[i] + ": " + packets[i] + " packets");
            }
        } finally {
            handles.forEach(Pcap::close);
        }
    }

    /** Counts the packets of each handle for a while. */
    static long[] count(List<Pcap> handles, Duration length) throws Throwable {
        PollLoop loop = new PollLoop(handles);
        loop.run(System.nanoTime() + length.toNanos());
        return loop.packets;
    }

    private void run(long endNanos) throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pollfds = arena.allocate((long) POLLFD_BYTES * handles.size(), Integer.BYTES);
            for (int i = 0; i < handles.size(); i++) {
                long at = (long) POLLFD_BYTES * i;
                pollfds.set(ValueLayout.JAVA_INT, at, handles.get(i).selectableFd());
                pollfds.set(ValueLayout.JAVA_SHORT, at + EVENTS, POLLIN);
            }
            int atMostMillis = leastTimeoutMillis();
            while (System.nanoTime() < endNanos) {
                int ignored = (int) POLL.invokeExact(pollfds, (long) handles.size(), atMostMillis);
                readAll();
            }
        }
    }

    private int leastTimeoutMillis() {
        Duration least = PATIENCE;
        for (Pcap handle : handles) {
            Duration required = handle.requiredTimeout();
            if (required != null && required.compareTo(least) < 0) {
                least = required;
            }
        }
        return (int) least.toMillis();
    }

    /** Takes what is there of every device. A handle whose descriptor was not ready returns at once. */
    private void readAll() {
        for (int i = 0; i < handles.size(); i++) {
            int device = i;
            PcapResult ignored = handles.get(i).dispatch(AT_ONCE, packet -> packets[device]++);
        }
    }
}
