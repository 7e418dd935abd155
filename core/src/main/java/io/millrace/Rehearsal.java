package io.millrace;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.millrace.source.Source;
import io.millrace.worker.Sequencer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets the virtual machine get up to speed as long as nobody waits: made-up packets go through an engine of the same shape
 * as that of a capture which is about to begin, to a handler that does nothing.
 *
 * <p>In its first second a Java program is interpreted and then compiled while it runs. A capture that begins at full rate
 * would spend that second ten times slower than it will be, and its first packets would wait. A few tenths of a second of
 * rehearsal, when nothing waits yet, spare it that.
 *
 * <p>The device is open meanwhile, and the kernel keeps what comes. With the first packet the rehearsal is over, whatever
 * was left of its time: to handle a packet slowly is better than to let it wait for the compiler.
 *
 * <p>{@code over} is written by the rehearsal's capture thread, and read by its workers, whose handlers then wait no more.
 */
final class Rehearsal {
    private static final int WAIT_EVERY = 3;

    private final CaptureSettings settings;
    private final List<Source> sources;
    private volatile boolean over;

    private Rehearsal(CaptureSettings settings, List<Source> sources) {
        this.settings = settings;
        this.sources = sources;
    }

    /**
     * Rehearses for a time, or until a packet has come, with the workers, order and policy of a capture that is to be started.
     * In three acts, each with a handler of another class first, so that a single worker too meets three: compiled code that has
     * seen only one or two would be thrown away when the real one comes.
     *
     * @param settings the capture's
     * @param sources the capture's, which are open, and from which nobody takes yet
     */
    static void run(CaptureSettings settings, List<Source> sources) {
        if (settings.rehearsal().isZero()) {
            return;
        }
        loadIndirectHandles();
        Rehearsal rehearsal = new Rehearsal(settings.forRehearsal(), sources);
        Duration act = settings.rehearsal().dividedBy(3);
        List<PacketHandler> handlers = List.of(
                packet -> rehearsal.waitNowAndThen(packet.caplen()),
                packet -> rehearsal.waitNowAndThen(packet.sourcePort()),
                packet -> rehearsal.waitNowAndThen(packet.shortAt(34)));
        List<PacketFunction<Integer>> functions = List.of(Packet::len, Packet::caplen, Packet::linktype);
        for (int first = 0; first < handlers.size() && !rehearsal.isOver(); first++) {
            rehearsal.act(act, turned(handlers, first), turned(functions, first));
        }
    }

    /**
     * Has the JVM load the class of handles that compute their place. As long as there is none, code that reads memory is
     * compiled for direct handles only; the first one to come, in somebody's handler, would throw all of that code away, the
     * engine's whole path included.
     */
    private static void loadIndirectHandles() {
        Objects.requireNonNull(JAVA_BYTE.arrayElementVarHandle());
    }

    private static <T> List<T> turned(List<T> list, int first) {
        List<T> turned = new ArrayList<>(list);
        Collections.rotate(turned, -first);
        return turned;
    }

    private void act(Duration time, List<PacketHandler> handlers, List<PacketFunction<Integer>> functions) {
        Engine.Planner planner = settings.order() == Order.TOTAL
                ? (interfaces, failures, late) -> {
                    Sequencer<Integer> sequencer = new Sequencer<>(result -> {}, late);
                    return new Engine.Plan(
                            new OrderedHandling<>(new Cast<>(functions), sequencer, failures, interfaces), sequencer);
                }
                : (interfaces, failures, late) ->
                        Engine.Plan.of(new SyncHandling(new Cast<>(handlers), failures, interfaces));
        long end = System.nanoTime() + time.toNanos();
        RehearsalFrames frames = new RehearsalFrames(() -> isOver() || System.nanoTime() - end >= 0);
        try (Capture capture = Capture.start(settings, List.of(frames), planner)) {
            capture.join();
        } catch (InterruptedException e) {
            over = true;
            Thread.currentThread().interrupt();
        }
    }

    private boolean isOver() {
        for (Source source : sources) {
            if (source.isWaiting()) {
                over = true;
            }
        }
        return over;
    }

    /** As most handlers do, in the two ways there are. */
    private void waitNowAndThen(int number) {
        if (over) {
            return;
        }
        if (number % WAIT_EVERY == 0) {
            LockSupport.parkNanos(100_000);
        } else if (number % WAIT_EVERY == 1) {
            sleep();
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(0, 100_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
