package io.millrace.bench.rival;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A rival in a process of its own, which obeys {@code file}, {@code live} and {@code stop}: see {@link RivalMain}. */
public final class RivalProcess implements Runner {
    private static final Duration STARTING = Duration.ofSeconds(60);
    private static final Duration FILE = Duration.ofMinutes(10);
    private static final Duration STOPPING = Duration.ofMinutes(1);
    private static final long LOOK_NANOS = 100_000_000;
    private static final int QUIET_LOOKS = 6;
    private static final String ERROR = "error: ";

    private final Child child;

    private RivalProcess(Child child) {
        this.child = child;
    }

    /**
     * Starts it, and waits until it is ready.
     *
     * @param name how it is named in messages
     * @param command to which the settings are appended
     * @throws RivalException if it does not become ready
     */
    public static RivalProcess start(String name, List<String> command, RivalSettings settings) {
        List<String> whole = new ArrayList<>(command);
        whole.addAll(settings.arguments());
        RivalProcess process = new RivalProcess(Child.start(name, whole, false));
        process.await("ready", STARTING);
        return process;
    }

    private String await(String what, Duration patience) {
        String line = child.await(
                what, said -> said.startsWith(what.equals("result") ? "{" : what) || said.startsWith(ERROR), patience);
        if (line.startsWith(ERROR)) {
            throw child.failed(line.substring(ERROR.length()));
        }
        return line;
    }

    @Override
    public PassResult file(Path savefile) {
        child.say("file " + savefile);
        return PassResult.parse(await("result", FILE));
    }

    @Override
    public void live(String device) {
        child.say("live " + device);
        String ignored = await("capturing", STARTING);
    }

    /** Packets that were taken so far in this capture. */
    public long taken() {
        child.say("taken");
        return Long.parseLong(await("taken", STARTING).substring("taken ".length()));
    }

    @Override
    public void awaitQuiet(Duration atMost) {
        long begun = System.nanoTime();
        long known = -1;
        int looks = 0; // several: on a busy machine a rival may stand still for some time
        while (looks < QUIET_LOOKS && System.nanoTime() - begun < atMost.toNanos()) {
            long now = taken();
            looks = now == known ? looks + 1 : 0;
            known = now;
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    @Override
    public PassResult stop() {
        child.say("stop");
        return PassResult.parse(await("result", STOPPING));
    }

    /** Its number among the system's processes. */
    public long pid() {
        return child.pid();
    }

    @Override
    public void close() {
        child.close();
    }
}
