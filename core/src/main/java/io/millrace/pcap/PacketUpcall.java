package io.millrace.pcap;

import static io.millrace.pcap.NativeMemory.EVERYTHING;

import io.millrace.ffi.LibPcap;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * The Java end of a {@code pcap_handler}. One stub per handle, made once, with addresses as longs: a packet allocates
 * nothing. All fields belong to the thread that owns the handle, which is the thread C calls back on.
 *
 * <p>An exception that left an upcall would end the JVM. So whatever the callback throws is kept, the loop is broken, and
 * the call that brought the packet throws it: {@link #end()}.
 */
final class PacketUpcall {
    private final long pcap;
    private final long stub;
    private final long nanosPerUnit;
    private @Nullable PcapCallback callback;
    private @Nullable Throwable thrown;
    private long packets;

    PacketUpcall(long pcap, boolean nanoseconds, Arena arena) {
        this.pcap = pcap;
        this.nanosPerUnit = nanoseconds ? 1 : 1_000;
        this.stub = stub(arena).address();
    }

    private MemorySegment stub(Arena arena) {
        try {
            MethodHandle method = MethodHandles.lookup()
                    .bind(this, "packet", MethodType.methodType(void.class, long.class, long.class, long.class));
            return LibPcap.handlerStub(method, arena);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the method is below", e);
        }
    }

    /** What C calls. */
    @SuppressWarnings("UnusedVariable") // C's signature has a user argument
    void packet(long user, long header, long bytes) {
        if (thrown != null) {
            return; // libpcap may deliver one more packet after a break
        }
        try {
            deliver(header, bytes);
        } catch (Throwable e) {
            thrown = e;
            LibPcap.breakloop(pcap);
        }
    }

    /** Gives one packet to the callback; throws what it throws. */
    void deliver(long header, long bytes) {
        packets++;
        HeaderLayout layout = HeaderLayout.CURRENT;
        long nanos = (layout.seconds(EVERYTHING, header) * 1_000_000_000L)
                + (layout.fraction(EVERYTHING, header) * nanosPerUnit);
        PcapCallback receiver = callback;
        if (receiver != null) {
            receiver.packet(
                    EVERYTHING, bytes, layout.caplen(EVERYTHING, header), layout.len(EVERYTHING, header), nanos);
        }
    }

    /** Gets ready for a call; returns the function pointer to give to C. */
    long begin(PcapCallback receiver) {
        callback = receiver;
        packets = 0;
        return stub;
    }

    /** Throws what the callback threw during the call that just ended; returns how many packets it was given. */
    long end() {
        callback = null;
        Throwable failure = thrown;
        thrown = null;
        if (failure != null) {
            throw PacketUpcall.<RuntimeException>unchecked(failure);
        }
        return packets;
    }

    /** Throws it as it is: a callback cannot declare a checked exception, but other languages throw them anyway. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T unchecked(Throwable thrown) throws T {
        throw (T) thrown;
    }

    long packets() {
        return packets;
    }
}
