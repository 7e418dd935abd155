package io.millrace.cli;

import io.millrace.savefile.SavefileCopy;
import io.millrace.savefile.SavefileException;
import io.millrace.savefile.SavefileReader;
import io.millrace.savefile.SavefileReader.Step;
import io.millrace.savefile.SavefileSeries;
import io.millrace.savefile.SavefileTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Copies packets from savefiles to others until there is none left, or a signal comes. All belongs to one thread, but for {@code
 * stopped}, which a signal sets.
 */
final class Conversion {
    private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final OutputFiles files;
    private final Selection selection;
    private final SavefileCopy copy;
    private final List<SavefileReader> readers = new ArrayList<>();
    private long packetsBefore;
    private boolean ended;
    private volatile boolean stopped;

    Conversion(OutputFiles files, SavefileCopy.Terms terms, Selection selection) {
        this.files = files;
        this.selection = selection;
        copy = SavefileCopy.to(files.format(), terms);
    }

    /**
     * Reads files to their end, and ends what was written.
     *
     * @param open opens them, and tells of each that is opened
     * @throws SavefileException if one is damaged, or cannot be written; what came before is written, and whole
     */
    void run(Function<Consumer<SavefileReader>, SavefileSeries> open, boolean quiet) {
        try (SavefileSeries series = open.apply(this::attach)) {
            Runnable stop = () -> {
                stopped = true;
                series.wake();
            };
            try (Ending _ = Ending.onSignal(stop);
                    LiveLine _ = LiveLine.of(Progress.of(series), quiet)) {
                copyAll(series);
            }
        }
    }

    private void attach(SavefileReader reader) {
        readers.add(reader);
        copy.attach(reader);
    }

    /** What nobody reads any more need not be written, and is no failure. */
    private void copyAll(SavefileSeries series) {
        try {
            boolean none = false;
            try {
                none = copy(series) == Step.END && selection.lacksInterface(readers);
            } finally {
                if (!none) {
                    end();
                }
            }
            if (none) {
                throw new SavefileException(selection.noInterface());
            }
        } catch (SavefileException e) {
            if (!files.readerHasGone(e)) {
                throw e;
            }
        }
    }

    private Step copy(SavefileSeries series) {
        Step step = Step.NOTHING_YET;
        while (!stopped && step != Step.END && !selection.isDone()) {
            step = series.step(WAIT_NANOS);
            if (step == Step.PACKET && selection.wants(series.reader())) {
                if (!hasPlace(copy.nanos(series.reader()))) {
                    return step;
                }
                copy.packet(series.reader());
            }
        }
        return step;
    }

    /** Begins a new file where there is none, or the present one is full; false if there are files enough. */
    private boolean hasPlace(long nanos) {
        boolean goesOn = files.begun() > 0 && !files.isFull(copy.bytes(), copy.packets() - packetsBefore, nanos);
        return goesOn || begin(nanos);
    }

    private boolean begin(long nanos) {
        if (files.begun() > 0) {
            copy.end();
            files.whole();
        }
        SavefileTarget target = files.next(nanos);
        if (target == null) {
            return false;
        }
        packetsBefore = copy.packets();
        copy.begin(target);
        return true;
    }

    /** Ends the last file, which is whole up to where was read. A file without packets is one, too. */
    private void end() {
        if (files.begun() == 0) {
            begin(System.currentTimeMillis() * 1_000_000);
        }
        copy.close();
        files.whole();
        files.await();
        ended = true;
    }

    /** What was done, in lines; nothing if it could not be written. */
    String told() {
        StringBuilder text = new StringBuilder();
        if (ended) {
            line(text, copy.packets() + " of " + selection.read() + " packets written to " + files.told());
        }
        if (ended && selection.missingInterface() != null) {
            line(text, "no packet is of the interface " + selection.missingInterface() + " (see millrace info)");
        }
        if (selection.duplicates() > 0) {
            line(text, selection.duplicates() + " packets left out as duplicates");
        }
        if (copy.movedTimes() > 0) {
            line(text, copy.movedTimes() + " timestamps were earlier than that before, and have that now");
        }
        if (copy.coarsenedTimes() > 0) {
            line(text, copy.coarsenedTimes() + " timestamps were cut to microseconds (--nano keeps them)");
        }
        if (copy.blocksLeftOut() > 0) {
            line(
                    text,
                    copy.blocksLeftOut()
                            + " blocks were not copied: they are not to be, or nobody knows their byte order");
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String line) {
        text.append("millrace: ").append(line).append(System.lineSeparator());
    }
}
