package io.millrace.pcap;

import io.millrace.ffi.LibPcap;
import java.lang.foreign.Arena;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The Java end of a {@code pcap_handler}. There is one function pointer for all handles, so that the second handle of a process
 * finds it compiled; C's user argument is the number of the handle it is called for. The other fields belong to the thread that
 * owns the handle, which is the thread C calls back on.
 *
 * <p>An exception that left an upcall would end the JVM. So whatever the callback throws is kept, the loop is broken, and
 * the call that brought the packet throws it: {@link #rethrow()}.
 */
final class PacketUpcall implements AutoCloseable {
    /** The function pointer to give to C, with {@link #number()} as its user argument. */
    static final long FUNCTION = function();

    /** By number. Replaced under the class's monitor, and read without: a handle is here before its first packet. */
    private static volatile @Nullable PacketUpcall[] open = new PacketUpcall[8];

    private final long pcap;
    private final Delivery delivery;
    private final int number;
    private @Nullable Throwable thrown;

    PacketUpcall(long pcap, Delivery delivery) {
        this.pcap = pcap;
        this.delivery = delivery;
        this.number = enter(this);
    }

    private static long function() {
        try {
            MethodType type = MethodType.methodType(void.class, long.class, long.class, long.class);
            return LibPcap.handlerStub(
                            MethodHandles.lookup().findStatic(PacketUpcall.class, "packet", type), Arena.global())
                    .address();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the method is below", e);
        }
    }

    private static synchronized int enter(PacketUpcall upcall) {
        @Nullable PacketUpcall[] now = open;
        int free = 0;
        while (free < now.length && now[free] != null) {
            free++;
        }
        @Nullable PacketUpcall[] next = Arrays.copyOf(now, free < now.length ? now.length : 2 * free);
        next[free] = upcall;
        open = next;
        return free;
    }

    int number() {
        return number;
    }

    /** What C calls. */
    static void packet(long number, long header, long bytes) {
        PacketUpcall upcall = open[(int) number];
        if (upcall != null) {
            upcall.accept(header, bytes);
        }
    }

    private void accept(long header, long bytes) {
        if (thrown != null) {
            breakLoop(); // libpcap may deliver one more packet after a break
            return;
        }
        try {
            delivery.deliver(header, bytes);
        } catch (Throwable e) {
            thrown = e;
            breakLoop();
        }
    }

    private void breakLoop() {
        try {
            LibPcap.breakloop(pcap);
        } catch (Throwable e) {
            // nothing may escape from here, not even that memory is short; the next packet tries again
        }
    }

    boolean threw() {
        return thrown != null;
    }

    /** Throws what the callback threw during the call that just ended. */
    void rethrow() {
        Throwable failure = thrown;
        thrown = null;
        if (failure != null) {
            throw PacketUpcall.<RuntimeException>unchecked(failure);
        }
    }

    /** Throws it as it is: a callback cannot declare a checked exception, but other languages throw them anyway. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T unchecked(Throwable thrown) throws T {
        throw (T) thrown;
    }

    /** Gives the number back; C must not call any more. */
    @Override
    public void close() {
        synchronized (PacketUpcall.class) {
            @Nullable PacketUpcall[] next = Arrays.copyOf(open, open.length);
            next[number] = null;
            open = next;
        }
    }
}
