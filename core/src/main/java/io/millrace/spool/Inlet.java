package io.millrace.spool;

import io.millrace.savefile.Interfaces;
import io.millrace.savefile.OptionCode;
import io.millrace.savefile.Options;
import io.millrace.savefile.PcapngWriter;
import io.millrace.savefile.SavefileException;
import io.millrace.savefile.SavefileTarget;
import io.millrace.savefile.Section;
import io.millrace.store.Region;
import io.millrace.store.Returns;
import io.millrace.store.Slot;
import io.millrace.store.Store;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The way into the spool: takes packets from the capture thread and writes them to segments.
 *
 * <p>A packet's slot stays with the inlet until the packet is where a reader finds it, and goes back to the capture thread's
 * store then; so nothing is lost when writing fails: what is not in the file is written again, to the next one.
 *
 * <p>Owned by the spool's thread, and by the closing one when that has ended.
 */
final class Inlet {
    private static final int LARGE_WRITE_BYTES = 192 << 10;
    /** A large write is no larger than this part of the memory where packets wait for it. */
    private static final int PART_OF_STORE = 16;

    private static final long LONGEST_PENDING_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int MOST_PENDING = 4096;
    private static final int MOST_IN_SEGMENT = 1 << 20;
    private static final int NONE = -1;
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final SpoolSettings settings;
    private final SpoolFolder folder;
    private final Segments segments;
    private final Notices notices;
    private final long segmentBytes;
    private final Region region;
    private final Returns returns;
    private final long largeBytes;
    private final Interfaces interfaces;
    private final Inbox inbox;

    /** Slots whose packets are not yet where a reader finds them; the first ones are in the writer's buffer. */
    private final int[] pending = new int[MOST_PENDING];

    private int pendingCount;
    private int buffered;
    private long bufferedBytes;
    private long pendingSinceNanos;

    /** The interface of the packet that was written last, and its number in the file. */
    private int lastFrom = NONE;

    private int lastInFile;

    private @Nullable PcapngWriter writer;
    private @Nullable Segment segment;
    /** Whether what is written now comes before what was written before. */
    private boolean remainder;

    private boolean broken;
    private long brokenNanos;
    /** Whether it was told that writing fails, and not yet that it works again. */
    private boolean troubled;

    Inlet(
            SpoolSettings settings,
            SpoolFolder folder,
            Segments segments,
            Notices notices,
            long limitBytes,
            Inbox inbox,
            Region region,
            Store store,
            Interfaces interfaces) {
        this.settings = settings;
        this.folder = folder;
        this.segments = segments;
        this.notices = notices;
        segmentBytes = SpoolSettings.segmentBytes(limitBytes);
        this.region = region;
        returns = store.returns();
        largeBytes = Math.min(LARGE_WRITE_BYTES, store.limitBytes() / PART_OF_STORE);
        this.inbox = inbox;
        this.interfaces = interfaces;
    }

    /** Whether packets wait to be written. */
    boolean hasWork() {
        return inbox.hasWork() || pendingCount > 0;
    }

    /** Whether writing failed, and is not tried again yet. */
    boolean isBroken() {
        if (broken && System.nanoTime() - brokenNanos >= RETRY_NANOS) {
            broken = false;
        }
        return broken;
    }

    /**
     * Writes some of what came.
     *
     * @param eager whether it is wanted where a reader finds it, also if that is little
     * @return whether anything was done
     */
    boolean pump(boolean eager) {
        int before = pendingCount;
        try {
            fill();
            boolean flushes = pendingCount > 0 && (eager || isDue());
            if (flushes) {
                flush();
            }
            return flushes || pendingCount != before;
        } catch (SavefileException e) {
            fail(e);
            return false;
        }
    }

    private boolean isDue() {
        return pendingCount == MOST_PENDING
                || bufferedBytes >= largeBytes
                || System.nanoTime() - pendingSinceNanos >= LONGEST_PENDING_NANOS;
    }

    private void fill() {
        while (buffered < pendingCount) {
            write(pending[buffered]); // which was in a file that could not be written
        }
        while (pendingCount < MOST_PENDING && bufferedBytes < largeBytes) {
            int packet = inbox.take();
            if (packet == 0) {
                break;
            }
            if (pendingCount == 0) {
                pendingSinceNanos = System.nanoTime();
            }
            pending[pendingCount++] = packet;
            write(packet);
        }
    }

    private void write(int packet) {
        long address = region.address(packet);
        PcapngWriter to = writer();
        int weight = Slot.weight(address);
        int caplen = Slot.caplen(address);
        long offset = Slot.bytes(address);
        long timestampNanos = Slot.timestampNanos(address);
        int interfaceId = numberInFile(to, Slot.from(address));
        if (weight == 1) {
            to.write(interfaceId, timestampNanos, Slot.MEMORY, offset, caplen, Slot.len(address));
        } else {
            Options others = Options.NONE.withNumber(OptionCode.EPB_DROPCOUNT, weight - 1L);
            to.write(interfaceId, timestampNanos, Slot.MEMORY, offset, caplen, Slot.len(address), others);
        }
        buffered++;
        bufferedBytes += Slot.HEADER_BYTES + caplen;
    }

    /** The number that an interface has in the file, where it is described when its first packet comes. */
    private int numberInFile(PcapngWriter to, int from) {
        List<Integer> described = current().interfaces;
        if (from == lastFrom) {
            return lastInFile;
        }
        int number = described.indexOf(from);
        if (number < 0) {
            number = to.describe(interfaces.get(from).withUnit(ChronoUnit.NANOS));
            described.add(from);
        }
        lastFrom = from;
        lastInFile = number;
        return number;
    }

    private PcapngWriter writer() {
        PcapngWriter open = writer;
        if (open == null) {
            Segment begun = segments.begin(remainder);
            try {
                open = open(begun);
            } catch (Throwable e) {
                segments.undo(begun);
                throw e;
            }
            segment = begun;
            writer = open;
            lastFrom = NONE;
        }
        return open;
    }

    private PcapngWriter open(Segment begun) {
        PcapngWriter open = PcapngWriter.open(
                SavefileTarget.file(begun.file).withNameAtOnce().withDurability(settings.durability()),
                Section.of(Options.NONE.with(OptionCode.SHB_USERAPPL, "millrace, a segment of a spool")));
        folder.force(settings.durability());
        return open;
    }

    /** Brings what is in the buffer where a reader finds it, and gives the slots back. */
    private void flush() {
        PcapngWriter open = writer();
        Segment to = current();
        open.flush();
        if (troubled) {
            troubled = false;
            notices.tell("spool " + folder + ": packets are parked again");
        }
        arrived(to, buffered);
        segments.length(to, open.bytes());
        if (open.bytes() >= segmentBytes || to.written >= MOST_IN_SEGMENT || segments.isFull()) {
            seal();
        }
    }

    private Segment current() {
        Segment to = segment;
        if (to == null) {
            throw new AssertionError("a writer has a segment");
        }
        return to;
    }

    /** Notes that so many of those in the buffer can be read now. */
    private void arrived(Segment to, int count) {
        for (int i = 0; i < count; i++) {
            long address = region.address(pending[i]);
            to.arrived(Slot.timestampNanos(address), Slot.sinceNanos(address), Slot.weight(address));
        }
        returns.give(pending, 0, count);
        pendingCount -= count;
        System.arraycopy(pending, count, pending, 0, pendingCount);
        buffered = 0;
        bufferedBytes = 0;
    }

    /** Ends the segment if everything in it was read; whether there was one. */
    boolean sealReadUp() {
        Segment to = segment;
        if (to == null || to.read < to.written) {
            return false;
        }
        try {
            seal();
        } catch (SavefileException e) {
            fail(e);
        }
        return true;
    }

    /** Ends the segment: what comes next goes to another. */
    private void seal() {
        PcapngWriter open = writer;
        writer = null;
        if (open != null) {
            Segment to = current();
            segment = null;
            to.sealed = true;
            open.close();
        }
    }

    /** Keeps what did not get into the file, to write it to the next one, later. */
    private void fail(SavefileException e) {
        broken = true;
        brokenNanos = System.nanoTime();
        if (!troubled) {
            troubled = true;
            notices.tell("spool " + folder + ": nothing can be parked: " + reason(e)
                    + " (make room, or mend it; meanwhile the policy for a full queue decides)");
        }
        PcapngWriter open = writer;
        if (open != null) {
            arrived(current(), Math.toIntExact(Math.max(0, buffered - open.lostPackets())));
            segments.length(current(), open.bytes());
            try {
                seal();
            } catch (SavefileException again) {
                assert again.getMessage() != null : "the same failure, told already";
            }
        }
    }

    private static String reason(SavefileException e) {
        Throwable cause = e.getCause();
        return String.valueOf(
                cause instanceof IOException && !(cause instanceof FileSystemException)
                        ? cause.getMessage()
                        : e.getMessage());
    }

    /**
     * Writes all that came, however much, and ends the last segment. If that fails it is not tried again.
     *
     * @return how many packets could not be written
     */
    long finish() {
        while (hasWork() && pump(true)) {
            // goes on
        }
        sealAtEnd();
        long left = pendingCount;
        pendingCount = 0;
        while (inbox.take() != 0) {
            left++;
        }
        return left;
    }

    private void sealAtEnd() {
        if (!hasWork()) {
            try {
                seal();
            } catch (SavefileException e) {
                fail(e);
            }
        }
    }

    /**
     * Writes packets that had not come here, but were captured before all that had; after {@link #finish}.
     *
     * @return how many could not be written
     */
    int rescue(int... packets) {
        remainder = true;
        int next = 0;
        while (next < packets.length && !broken) {
            int end = Math.min(packets.length, next + MOST_PENDING);
            System.arraycopy(packets, next, pending, 0, end - next);
            pendingCount = end - next;
            next = end;
            pump(true);
        }
        sealAtEnd();
        int left = pendingCount + packets.length - next;
        pendingCount = 0;
        return left;
    }
}
