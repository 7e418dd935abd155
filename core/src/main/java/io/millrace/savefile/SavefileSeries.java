package io.millrace.savefile;

import io.millrace.protocol.Burst;
import io.millrace.savefile.SavefileReader.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Several savefiles that are read as one: one after the other, or merged by time. A cursor as a {@link SavefileReader} is: after
 * each step {@link #reader()} stands on the packet.
 *
 * <p>All files are looked at when the series is opened, so that a wrong name is told before anything is read; pipes and standard
 * input are opened when it is their turn.
 *
 * <p><b>Threads.</b> As with a reader: all belongs to the thread that reads, but {@link #wake()}, {@link #fileBytes()} and {@link
 * #totalFileBytes()} are for any.
 */
public abstract sealed class SavefileSeries implements AutoCloseable permits FilesInTurn, FilesByTime {
    /** What {@link #totalFileBytes()} is where that is not known. */
    public static final long UNKNOWN = -1;

    final List<String> names;
    final Means means;

    private final Consumer<SavefileReader> onOpen;
    private final long totalBytes;
    private volatile @Nullable SavefileReader asked;
    private volatile boolean woken;

    SavefileSeries(List<String> names, Consumer<SavefileReader> onOpen, int windowBytes) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("names: none (expected: one or more)");
        }
        if (names.stream().filter(SavefileReader.STANDARD_INPUT::equals).count() > 1) {
            throw new SavefileException("standard input: it can be read only once (expected: one - among the files)");
        }
        this.names = List.copyOf(names);
        this.onOpen = onOpen;
        means = new Means(windowBytes, new AtomicLong());
        totalBytes = total(names);
    }

    /** Files one after the other. See {@link #inTurn(List, Consumer)}. */
    public static SavefileSeries inTurn(List<String> names) {
        return inTurn(names, reader -> {});
    }

    /**
     * Files one after the other. Two of them are open at a time, at the most.
     *
     * @param names paths; {@code -} is standard input
     * @param onOpen is given each file when it is opened, before anything but its header is read
     * @throws SavefileException if one cannot be read, or is no savefile
     */
    public static SavefileSeries inTurn(List<String> names, Consumer<SavefileReader> onOpen) {
        return new FilesInTurn(names, onOpen);
    }

    /** Files merged by time. See {@link #byTime(List, Consumer)}. */
    public static SavefileSeries byTime(List<String> names) {
        return byTime(names, reader -> {});
    }

    /**
     * Files merged by time: of the packets that come next in each, the earliest; of those that are equally early, that of
     * the file which was named first. Packets of one file keep their order, whatever their times.
     *
     * @param names paths; {@code -} is standard input
     * @param onOpen is given each file when it is opened, before anything but its header is read
     * @throws SavefileException if one cannot be read, or is no savefile
     */
    public static SavefileSeries byTime(List<String> names, Consumer<SavefileReader> onOpen) {
        return new FilesByTime(names, onOpen);
    }

    /** Reads one file, which is open. */
    public static SavefileSeries of(SavefileReader reader) {
        return new FilesInTurn(reader);
    }

    private static long total(List<String> names) {
        long total = 0;
        for (String name : names) {
            if (!isRegular(name)) {
                return UNKNOWN;
            }
            total += Path.of(name).toFile().length();
        }
        return total;
    }

    /** Whether a file can be opened without a wait, and more than once. */
    static boolean isRegular(String name) {
        return !name.equals(SavefileReader.STANDARD_INPUT) && Files.isRegularFile(Path.of(name));
    }

    /**
     * Goes to the next packet. Waits for it where a file is a stream.
     *
     * @return false if there is none
     * @throws SavefileException as {@link SavefileReader#next()}
     */
    public final boolean next() {
        Step step = step(Window.FOR_EVER);
        while (step == Step.NOTHING_YET) {
            if (Thread.currentThread().isInterrupted()) {
                throw new SavefileException(names.getFirst() + ": the thread that reads it was interrupted");
            }
            step = step(Window.FOR_EVER);
        }
        return step == Step.PACKET;
    }

    /**
     * Goes to the next packet, if it comes in time.
     *
     * @param waitNanos how long to wait for it where a file is a stream
     * @throws SavefileException if a file is damaged, or cannot be read further
     */
    public abstract Step step(long waitNanos);

    /** The reader of the file that the packet is in; it stands on the packet. Only after a step that came to one. */
    public abstract SavefileReader reader();

    /**
     * Puts the packet into a burst, and those behind it that can be had at once, as {@link SavefileReader#gather}. Only
     * after a step that came to one.
     */
    public abstract void gather(Burst into, int most);

    /**
     * The interface that was described first, in the first file that describes one.
     *
     * @throws SavefileException if there is none, and so no packet
     */
    public abstract InterfaceDescription firstInterface();

    /**
     * The link types of the interfaces that are described so far, each once; of the files that are opened later, those of
     * their first interfaces. To ask is for the beginning, after {@link #firstInterface}, which must have found one.
     */
    public final List<Integer> linktypes() {
        Set<Integer> types = new LinkedHashSet<>();
        types.add(firstInterface().linktype());
        describedSoFar().forEach(described -> types.add(described.linktype()));
        return List.copyOf(types);
    }

    abstract List<InterfaceDescription> describedSoFar();

    /** Whether one of the files tells times in units shorter than a microsecond, as far as they were read. */
    public abstract boolean hasNanoseconds();

    /**
     * Reads into what somebody lends from now on, so that the bytes of packets outlive the step. Files that are merged do
     * not: of each of them something has to lie in memory at the same time.
     */
    public void readInto(Tray.Lender lender) {
        // Who does not copies what has to outlive the step.
    }

    /** How many bytes of the files were read, before any decompression. For any thread. */
    public final long fileBytes() {
        return means.meter().get();
    }

    /** How many bytes the files had when they were opened, or {@link #UNKNOWN} if a pipe is among them. For any thread. */
    public final long totalFileBytes() {
        return totalBytes;
    }

    /** Lets a step that waits come to {@link Step#NOTHING_YET}, or the next one that would. For any thread. */
    public final void wake() {
        woken = true;
        SavefileReader reader = asked;
        if (reader != null) {
            reader.wake();
        }
    }

    /**
     * Says which reader is asked from now on. Who wakes sets {@code woken} before he looks for the reader, and here it is
     * the other way round: so either he finds this reader, or {@code woken} is seen.
     *
     * @return false if somebody wanted to wake meanwhile
     */
    final boolean ask(SavefileReader reader) {
        asked = reader;
        boolean goOn = !woken;
        woken = false;
        return goOn;
    }

    /** Opens a file in order to read it. */
    final SavefileReader open(String name) {
        SavefileReader reader = SavefileReader.named(name, means);
        try {
            onOpen.accept(reader);
            return reader;
        } catch (Throwable e) {
            reader.close();
            throw e;
        }
    }

    static SavefileException noInterface(String name) {
        return new SavefileException(
                name + ": it describes no interface, and has no packets (expected: a savefile with a link type)");
    }

    @Override
    public abstract void close();
}
