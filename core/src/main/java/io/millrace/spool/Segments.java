package io.millrace.spool;

import io.millrace.ledger.SpoolTally;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The segments that are on the disk, the oldest first, and how much of it they take. Owned by the spool's thread. */
final class Segments {
    private final SpoolFolder folder;
    private final long limitBytes;
    private final SpoolTally tally;
    private final Notices notices;

    /** Those that are not read out. */
    private final ArrayDeque<Segment> toRead = new ArrayDeque<>();

    /** Those that were, and have packets that are not done. */
    private final List<Segment> inHand = new ArrayList<>();

    private long bytes;
    private long dropped;

    Segments(SpoolFolder folder, long limitBytes, SpoolTally tally, Notices notices) {
        this.folder = folder;
        this.limitBytes = limitBytes;
        this.tally = tally;
        this.notices = notices;
    }

    /** Puts one that an earlier capture left behind the others. */
    void add(Segment left) {
        toRead.add(left);
        bytes += left.bytes;
    }

    /** Begins a new one behind the others, or with a name before theirs. */
    Segment begin(boolean remainder) {
        Segment segment = Segment.fresh(remainder ? folder.nextRemainder() : folder.next());
        toRead.add(segment);
        return segment;
    }

    /** Takes one away again that could not be begun. */
    void undo(Segment segment) {
        toRead.remove(segment);
        delete(segment);
    }

    /** Enters how long a segment is now. */
    void length(Segment segment, long nowBytes) {
        bytes += nowBytes - segment.bytes;
        segment.bytes = nowBytes;
    }

    boolean isFull() {
        return bytes >= limitBytes;
    }

    /** The one to read from, or null. */
    @Nullable
    Segment first() {
        return toRead.peek();
    }

    /** Whether all that is written was read: what comes next has no line to stand in. */
    boolean isReadUp() {
        for (Segment segment : toRead) {
            if (segment.isLeft() || segment.read < segment.written) {
                return false;
            }
        }
        return true;
    }

    /** Whether there is something to read that an earlier capture left. */
    boolean hasLeft() {
        Segment first = toRead.peek();
        return first != null && first.isLeft();
    }

    /** Says that nothing more will be read from the first one. */
    void readOut() {
        Segment segment = toRead.remove();
        segment.readOut = true;
        if (!isGone(segment)) {
            inHand.add(segment);
        }
    }

    /** Enters that a packet is done; the last one takes the segment with it. */
    void done(Segment segment, int packet) {
        segment.progress.done(packet);
        segment.done++;
        if (isGone(segment)) {
            inHand.remove(segment);
        }
    }

    private boolean isGone(Segment segment) {
        if (!segment.isFinished()) {
            return false;
        }
        delete(segment);
        return true;
    }

    /** Gives the oldest one up that is whole and of which nothing was read; false if there is none. */
    boolean dropOldest() {
        for (Iterator<Segment> all = toRead.iterator(); all.hasNext(); ) {
            Segment segment = all.next();
            if (segment.sealed && segment.read == 0 && !segment.isLeft()) {
                all.remove();
                dropped += segment.written;
                tally.shedOldest(segment.written);
                delete(segment);
                return true;
            }
        }
        return false;
    }

    /** How many packets were given up, ever. */
    long dropped() {
        return dropped;
    }

    private void delete(Segment segment) {
        bytes -= segment.bytes;
        try {
            segment.delete();
        } catch (IOException e) {
            notices.once("spool " + folder + ": a segment that is done with cannot be deleted: " + e.getMessage());
        }
    }

    /** Writes down how far the packets of all segments are. */
    void storeProgress() {
        toRead.forEach(this::storeProgress);
        inHand.forEach(this::storeProgress);
    }

    /** Writes down how far the packets of a segment are; where that fails they may be handled twice after a crash. */
    void storeProgress(Segment segment) {
        try {
            segment.progress.store();
        } catch (IOException e) {
            notices.once("spool " + folder + ": what is done cannot be noted, and may be done twice after a crash: "
                    + e.getMessage());
        }
    }

    /** Lets go of all files, when nothing is written any more; returns how many packets this capture leaves in them. */
    long close() {
        long left = 0;
        List<Segment> all = new ArrayList<>(inHand);
        all.addAll(toRead);
        for (Segment segment : all) {
            if (!segment.isLeft() && segment.done == segment.written) {
                delete(segment);
                continue;
            }
            storeProgress(segment);
            try {
                segment.progress.close();
            } catch (IOException e) {
                notices.once("spool " + folder + ": " + e.getMessage());
            }
            left += segment.isLeft() ? segment.read - segment.skipped - segment.done : segment.written - segment.done;
        }
        return left;
    }
}
