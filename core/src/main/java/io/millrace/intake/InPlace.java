package io.millrace.intake;

import io.millrace.protocol.Burst;
import io.millrace.savefile.Tray;
import io.millrace.store.Trays;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Lets packets of a file stay where they were read: lends the store's {@link Trays} to the reader, and finds out which
 * packets can stay. Those that need more than a slip holds cannot: what they stand for, an interface other than the first.
 *
 * <p>Owned by the capture thread.
 */
final class InPlace implements Tray.Lender {
    private final Trays trays;
    /** The trays that were lent so far, by their pages. */
    private final @Nullable Tray[] known;

    private boolean underPressure;
    private boolean fromFirst = true;

    InPlace(Trays trays) {
        this.trays = trays;
        known = new Tray[trays.pages()];
    }

    @Override
    public @Nullable Tray next(long wanted) {
        int page = canKeep() ? trays.next(wanted) : -1;
        if (page < 0) {
            return null;
        }
        Tray tray = known[page];
        if (tray == null) {
            MemorySegment memory = trays.memory(page);
            tray = new Tray(memory, memory.asByteBuffer());
            known[page] = tray;
        }
        int from = trays.bytesAt();
        tray.buffer().limit(from + trays.bytes()).position(from);
        return tray;
    }

    /** Whether packets can stay at present. */
    private boolean canKeep() {
        return fromFirst && !underPressure;
    }

    /** Packets stand for others from now on, or do not. */
    void underPressure(boolean under) {
        underPressure = under;
    }

    /** Packets come by the interface of a number from now on. */
    void from(int number) {
        fromFirst = number == 0;
    }

    /** Lets packets stay, as many as can; returns how many. Their slips are from {@link #nextSlip} on. */
    int keep(Burst burst, int from, int to, long sinceNanos) {
        return canKeep() ? trays.keep(burst, from, to, sinceNanos) : 0;
    }

    /** The slip of the next packet that stays. */
    int nextSlip() {
        return trays.nextSlip();
    }
}
