package io.millrace.source;

import io.millrace.savefile.InterfaceDescription;
import io.millrace.savefile.OptionCode;
import io.millrace.savefile.Options;
import io.millrace.savefile.Tray;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Where packets come from. A source is owned by one capture thread; only {@link #wake()} and {@link #counts()} may be
 * called from another.
 */
public interface Source extends AutoCloseable {
    /** What {@link #take} returns when there will never be another frame: the end of a savefile. */
    int END = -1;

    /** What the number of bytes is that nobody knows. */
    long UNKNOWN = -1;

    /** The device or file, as the user named it. */
    String name();

    /**
     * The link-layer type of the frames: a LINKTYPE_ value, see {@link io.millrace.protocol.Linktype}. Of savefiles, whose frames
     * may be of several ({@link FrameSink#from}), that of the first interface.
     */
    int linktype();

    /** What is known of the interface that frames come by; of several, of the first. */
    default InterfaceDescription description() {
        return InterfaceDescription.of(linktype(), 0, ChronoUnit.NANOS, Options.NONE.with(OptionCode.IF_NAME, name()));
    }

    /** What is worth knowing of how the device was opened, one line each. */
    default List<String> warnings() {
        return List.of();
    }

    /**
     * Whether frames come as they happen on a wire. Those of a savefile happened long ago: their age counts from when they
     * are taken.
     */
    default boolean isLive() {
        return true;
    }

    /**
     * Offers ready frames to the sink until none is ready, {@code max} were taken, or the sink refuses one. Waits only
     * while no frame is ready: until the first comes, the timeout ends, or {@link #wake()} is called.
     *
     * @param sink where the frames go
     * @param max at most so many frames are offered; greater than 0
     * @param timeoutMillis how long to wait for a first frame; -1 waits without end, 0 not at all
     * @return how many frames the sink took, 0 after a timeout or a wake-up, or {@link #END}
     */
    int take(FrameSink sink, int max, int timeoutMillis);

    /**
     * Is told, before anything is taken, who lends memory in which frames can stay after {@link FrameSink#offer} has
     * returned. A source that cannot read into memory of somebody else offers frames that are copied.
     */
    default void readInto(Tray.Lender lender) {
        // The memory is the kernel's.
    }

    /**
     * Whether frames wait to be taken. Costs next to nothing, and takes none. Asked before the first {@link #take}, by one
     * thread at a time; false also of a source that cannot tell.
     */
    default boolean isWaiting() {
        return false;
    }

    /** How many bytes of the files that it reads were read; {@link #UNKNOWN} if it reads none. For any thread. */
    default long readBytes() {
        return UNKNOWN;
    }

    /** How many bytes these files have, {@link #UNKNOWN} if that is not known. For any thread. */
    default long totalBytes() {
        return UNKNOWN;
    }

    /** Ends a waiting {@link #take}, or makes the next one return at once if none waits. For any thread. */
    void wake();

    /**
     * Stops the kernel from queueing more frames, counts those that were never taken, and leaves the kernel's counters at
     * rest, so that {@code received = dropped + taken + unread} can be checked. Called once, by the owner, before
     * {@link #close()}.
     */
    void settle();

    /** What the kernel counted so far. For any thread; reads what the owner last fetched or fetches afresh. */
    KernelCounts counts();

    /** Gives the device back. The owner calls it when no {@link #take} is under way. */
    @Override
    void close();
}
