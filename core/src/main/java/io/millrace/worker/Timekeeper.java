package io.millrace.worker;

import io.millrace.store.SlotCopy;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.List;

/**
 * Finds calls of handlers that take too long, and tells of each once; by choice it interrupts them.
 *
 * <p><b>How.</b> A worker counts its steps and says which packet it is at; nothing else is done for a call, and no clock is
 * read. At every look the steps are compared with those of the look before. If they are odd and have not changed since a
 * look that lies the limit back, the call is overdue. So it is found up to one look after its time, and one that takes
 * hardly longer than the limit may end unnoticed.
 *
 * <p><b>What is read of a worker that runs on.</b> Its packet and its stack are copied first; then the steps are looked at once
 * more. If they are still the same the worker was at this packet all the time, because a slot goes back after the step that
 * ended its packet: the copy is the packet's. If not, all of it is thrown away. The memory stays mapped while the watch runs.
 *
 * <p><b>The interrupt</b> is sent while the worker is {@linkplain io.millrace.ledger.WorkTally#hold held} at these steps. It
 * clears it after its next step.
 *
 * <p>Owned by the watch.
 */
public final class Timekeeper {
    /** Stacks are looked at for so many calls at a look; others are told of at the next. */
    private static final int TOLD_AT_ONCE = 50;

    /** Stages are looked at as often as that. */
    private static final long STAGES_NANOS = 100_000_000;

    private static final byte COUNTED = 1;
    private static final byte TOLD = 2;

    private final Crew crew;
    private final long limitNanos;
    private final boolean interrupts;
    private final Overdue.Listener listener;

    private final long[] steps;
    private final int[] turns;
    private final long[] sinceNanos;
    private final byte[] known;
    private long stagesNanos = System.nanoTime();
    private int told;
    private int computing;

    /**
     * Will look at a crew.
     *
     * @param limitNanos how long a call may take
     * @param interrupts whether one that takes longer is interrupted
     */
    public Timekeeper(Crew crew, long limitNanos, boolean interrupts, Overdue.Listener listener) {
        this.crew = crew;
        this.limitNanos = limitNanos;
        this.interrupts = interrupts;
        this.listener = listener;
        steps = new long[crew.staff().capacity()];
        turns = new int[crew.staff().capacity()];
        sinceNanos = new long[crew.staff().capacity()];
        known = new byte[crew.staff().capacity()];
    }

    /** Looks at all workers, and now and then at the stages. */
    void look() {
        long now = System.nanoTime();
        told = 0;
        computing = 0;
        int stuck = 0;
        int count = crew.count();
        for (int i = 0; i < count; i++) {
            stuck += isOverdue(i, now) ? 1 : 0;
        }
        crew.staff().stuck(stuck);
        crew.staff().starved(computing);
        if (now - stagesNanos >= Math.min(limitNanos / 4, STAGES_NANOS)) {
            stagesNanos = now;
            crew.lookAtStages(now, limitNanos, call -> {
                crew.incidents().stuck();
                tell(call);
            });
        }
    }

    private boolean isOverdue(int index, long now) {
        Worker worker = crew.staff().worker(index);
        long at = worker.tally.steps();
        int turn = worker.turns();
        if (at != steps[index] || turn != turns[index]) {
            steps[index] = at;
            turns[index] = turn;
            sinceNanos[index] = now;
            known[index] = 0;
            return false;
        }
        boolean inside = (at & 1) != 0 && (turn & 1) == 0;
        if (!inside || now - sinceNanos[index] < limitNanos) {
            return false;
        }
        Thread thread = worker.thread();
        if (thread != null && thread.isVirtual() && thread.getState() == Thread.State.RUNNABLE) {
            computing++;
        }
        if (known[index] == 0) {
            known[index] = COUNTED;
            crew.incidents().stuck();
        }
        if (known[index] == COUNTED && told < TOLD_AT_ONCE) {
            known[index] = TOLD;
            told++;
            tellOf(worker, at, turn, now - sinceNanos[index]);
        }
        return true;
    }

    private void tellOf(Worker worker, long at, int turn, long nanos) {
        SlotCopy packet = crew.region().copy(worker.packetAtHand());
        Thread thread = worker.thread();
        List<StackTraceElement> stack =
                thread == null ? List.of() : ofHandler(thread.getStackTrace(), worker.deskClass());
        VarHandle.loadLoadFence(); // the copies are made before the steps are read again
        if (packet == null || thread == null || !isStillAt(worker, at, turn)) {
            return;
        }
        boolean interrupted = interrupts && worker.interrupt(at, turn);
        tell(new Overdue(packet, nanos, worker.index, thread.getName(), stack, interrupted));
    }

    private static boolean isStillAt(Worker worker, long at, int turn) {
        return worker.tally.steps() == at && worker.turns() == turn;
    }

    /** The part of a stack that is the handler's: what lies above the desk. */
    private static List<StackTraceElement> ofHandler(StackTraceElement[] stack, String deskClass) {
        int depth = 0;
        while (depth < stack.length && !stack[depth].getClassName().equals(deskClass)) {
            depth++;
        }
        return List.of(Arrays.copyOf(stack, depth));
    }

    private void tell(Overdue call) {
        try {
            listener.overdue(call);
        } catch (Throwable e) {
            // Whoever listens cannot keep the watch from watching, and there is nobody to tell.
        }
    }
}
