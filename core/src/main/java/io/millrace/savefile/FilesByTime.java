package io.millrace.savefile;

import io.millrace.protocol.Burst;
import io.millrace.savefile.SavefileReader.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Savefiles merged by time. Each file is at its next packet; the one whose packet is the earliest is in front, the others are in
 * a queue. As long as the one in front stays the earliest, a step costs a comparison.
 *
 * <p>There may be thousands of files, which mostly follow each other in time. So beyond the first {@value #OPEN_AT_FIRST}
 * only the time of the first packet is kept, and a file is opened again when its time has come. And the windows are the
 * smaller the more files there are: if all overlap they have {@value #WINDOWS_BYTES} bytes together, or 16 KiB each.
 */
final class FilesByTime extends SavefileSeries {
    private static final int OPEN_AT_FIRST = 64;
    private static final int WINDOWS_BYTES = 64 << 20;
    private static final int LEAST_WINDOW_BYTES = 16 << 10;
    private static final int MOST_DESCRIBED = 1 << 12;
    private static final int WINDOW_STEP = 4 << 10;

    /** A file, and the time of the packet that comes next in it. */
    private static final class Head implements Comparable<Head> {
        final String name;
        final int number;

        @Nullable
        SavefileReader reader;

        long nanos;

        Head(String name, int number) {
            this.name = name;
            this.number = number;
        }

        @Override
        public int compareTo(Head other) {
            int byTime = Long.compare(nanos, other.nanos);
            return byTime == 0 ? Integer.compare(number, other.number) : byTime;
        }

        void close() {
            if (reader != null) {
                reader.close();
                reader = null;
            }
        }
    }

    private final PriorityQueue<Head> waiting = new PriorityQueue<>();

    /** Pipes whose first packet was not waited for yet. */
    private final List<Head> silent = new ArrayList<>();

    private @Nullable Head front;

    /** Whether the packet of the one in front was given, so that it has to go on. */
    private boolean given;

    /** The interfaces that were described at the beginning. */
    private final List<InterfaceDescription> described = new ArrayList<>();

    private boolean nanoseconds;
    private int open;

    FilesByTime(List<String> names, Consumer<SavefileReader> onOpen) {
        super(names, onOpen, windowBytes(names.size()));
        try {
            for (int i = 0; i < names.size(); i++) {
                look(new Head(names.get(i), i));
            }
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    private static int windowBytes(int files) {
        int share = WINDOWS_BYTES / files / WINDOW_STEP * WINDOW_STEP;
        return Math.clamp(share, LEAST_WINDOW_BYTES, Window.USUAL_BYTES);
    }

    /** Finds out what a file is, and when its first packet was. */
    private void look(Head head) {
        boolean regular = isRegular(head.name);
        boolean later = regular && open >= OPEN_AT_FIRST;
        SavefileReader reader = later ? SavefileReader.named(head.name, means.unmetered()) : open(head.name);
        head.reader = reader;
        if (!regular) {
            silent.add(head);
            learn(reader);
            return;
        }
        try {
            if (arrive(head, reader, Window.FOR_EVER) == Step.PACKET && !later) {
                open++;
            }
        } finally {
            if (later) {
                head.close();
            }
        }
    }

    private void learn(SavefileReader reader) {
        if (reader.findInterface() && described.size() < MOST_DESCRIBED) {
            described.addAll(reader.interfaces());
        }
        nanoseconds |= reader.interfaces().stream().anyMatch(InterfaceDescription::hasNanoseconds);
    }

    /** Goes to the next packet of a file, and puts it among those that wait; without one it is closed. */
    private Step arrive(Head head, SavefileReader reader, long waitNanos) {
        Step step = reader.step(waitNanos);
        if (step == Step.PACKET) {
            head.nanos = reader.timestampNanos();
            waiting.add(head);
        }
        if (step != Step.NOTHING_YET) {
            learn(reader);
        }
        if (step == Step.END) {
            head.close();
        }
        return step;
    }

    @Override
    public Step step(long waitNanos) {
        while (!silent.isEmpty()) {
            Head head = silent.getLast();
            SavefileReader reader = Objects.requireNonNull(head.reader);
            if (!ask(reader) || arrive(head, reader, waitNanos) == Step.NOTHING_YET) {
                return Step.NOTHING_YET;
            }
            silent.removeLast();
        }
        Head ahead = front;
        if (ahead != null && given) {
            Step step = goOn(ahead, waitNanos);
            if (step == Step.NOTHING_YET) {
                return step;
            }
        }
        return front == null ? bring() : given();
    }

    /** The one in front goes to its next packet, and stays in front if that is the earliest. */
    private Step goOn(Head ahead, long waitNanos) {
        SavefileReader reader = Objects.requireNonNull(ahead.reader);
        Step step = reader.step(waitNanos);
        if (step == Step.NOTHING_YET) {
            return step;
        }
        given = false;
        if (step == Step.END) {
            nanoseconds |= reader.interfaces().stream().anyMatch(InterfaceDescription::hasNanoseconds);
            ahead.close();
            front = null;
            return step;
        }
        ahead.nanos = reader.timestampNanos();
        Head next = waiting.peek();
        if (next != null && next.compareTo(ahead) < 0) {
            waiting.add(ahead);
            front = null;
        }
        return step;
    }

    private Step given() {
        given = true;
        return Step.PACKET;
    }

    /** Puts the earliest of those that wait in front. */
    private Step bring() {
        Head next = waiting.poll();
        if (next == null) {
            return Step.END;
        }
        front = next;
        SavefileReader reader = next.reader;
        if (reader == null) {
            reader = open(next.name);
            next.reader = reader;
            if (reader.step(Window.FOR_EVER) != Step.PACKET) { // it had one, and has become another file
                next.close();
                front = null;
                return bring();
            }
        }
        boolean _ = ask(reader); // nothing is waited for now
        return given();
    }

    /** One: the next may be in another file. */
    @Override
    public void gather(Burst into, int most) {
        reader().gather(into, 1);
    }

    @Override
    public SavefileReader reader() {
        return Objects.requireNonNull(Objects.requireNonNull(front).reader);
    }

    @Override
    public InterfaceDescription firstInterface() {
        if (described.isEmpty()) {
            throw noInterface(names.getFirst());
        }
        return described.getFirst();
    }

    @Override
    List<InterfaceDescription> describedSoFar() {
        return described;
    }

    @Override
    public boolean hasNanoseconds() {
        return nanoseconds;
    }

    @Override
    public void close() {
        waiting.forEach(Head::close);
        silent.forEach(Head::close);
        if (front != null) {
            front.close();
        }
    }
}
