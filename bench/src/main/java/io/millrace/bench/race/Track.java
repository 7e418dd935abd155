package io.millrace.bench.race;

import io.millrace.bench.rival.FlowFile;
import io.millrace.bench.rival.Rival;
import io.millrace.bench.rival.Rivals;
import io.millrace.bench.rival.Workshop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What races are run on: savefiles, which are written once, and a wire, which is made when it is first needed. Closing
 * removes all. Belongs to one thread.
 */
public final class Track implements AutoCloseable {
    private final boolean quick;
    private final Path launcher;
    private final List<Rival> rivals;
    private final Rival command;
    private final Path folder;
    private final Consumer<String> progress;
    private final Map<String, FlowFile> files = new HashMap<>();
    private @Nullable Wire wire;

    /**
     * Makes a track.
     *
     * @param quick whether races are to be run in their small size, which shows that they run and little more
     * @param launcher the program {@code millrace}
     * @param workshop where rivals are built
     * @param folder for savefiles: some gigabytes, which should stay in the page cache
     * @param progress is told what is being done
     */
    public Track(boolean quick, Path launcher, Workshop workshop, Path folder, Consumer<String> progress) {
        this.quick = quick;
        this.launcher = launcher;
        rivals = Rivals.all(workshop);
        command = Rivals.command(launcher, workshop);
        folder.toFile().deleteOnExit(); // if it is interrupted; the last first
        this.folder = folder;
        this.progress = progress;
    }

    /** The one of two sizes that is wanted. */
    int size(int whole, int small) {
        return quick ? small : whole;
    }

    /** The one of two sizes that is wanted. */
    long size(long whole, long small) {
        return quick ? small : whole;
    }

    boolean isQuick() {
        return quick;
    }

    Path launcher() {
        return launcher;
    }

    /** The program {@code millrace} as one that writes files. */
    Rival command() {
        return command;
    }

    /** The rival of this name. */
    Rival rival(String name) {
        return rivals.stream()
                .filter(rival -> rival.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no rival: " + name));
    }

    /** Tells what is being done. */
    void say(String what) {
        progress.accept(what);
    }

    /** A savefile of this kind. */
    FlowFile file(long packets, int flows, int frameBytes) {
        return files.computeIfAbsent(packets + "x" + flows + "x" + frameBytes, name -> {
            say("writing " + packets + " packets");
            Path path = folder.resolve(name + ".pcap");
            path.toFile().deleteOnExit();
            return FlowFile.write(path, packets, flows, frameBytes);
        });
    }

    /** Removes a savefile that no other race wants. */
    void remove(FlowFile file) throws IOException {
        if (files.values().remove(file)) {
            file.close();
        }
    }

    /** The wire. */
    Wire wire() throws IOException {
        if (wire == null) {
            say("making a wire");
            wire = new Wire();
        }
        return wire;
    }

    @Override
    public void close() throws IOException {
        if (wire != null) {
            wire.close();
        }
        for (FlowFile file : files.values()) {
            file.close();
        }
        Files.deleteIfExists(folder);
    }
}
