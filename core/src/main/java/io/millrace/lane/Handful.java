package io.millrace.lane;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The few lanes a worker took from the run queue in one go, and works through.
 *
 * <p>To take many at once is cheap, but the lanes behind the one the worker is in would wait if its handler takes long. So
 * whoever notices may take them out again: each place is emptied with an exchange, by the worker or by a thief, and the one
 * that got the lane is responsible for it.
 *
 * <p>{@code next} and {@code count} are the worker's; the places are shared.
 */
public final class Handful {
    /** The most lanes taken at a time. */
    public static final int SIZE = 16;

    private static final VarHandle PLACES = MethodHandles.arrayElementVarHandle(int[].class);

    /** Lane + 1, or 0 for an empty place. */
    private final int[] places = new int[SIZE];

    private int next;
    private int count;

    public Handful() {}

    /** Fills the hand with {@code lanes[0]} to {@code lanes[count - 1]}. For the worker, when its hand is empty. */
    public void fill(int[] lanes, int count) {
        for (int i = 0; i < count; i++) {
            PLACES.setRelease(places, i, lanes[i] + 1);
        }
        this.next = 0;
        this.count = count;
    }

    /** The next lane that nobody took, or -1 if the hand is empty. For the worker. */
    public int next() {
        while (next < count) {
            int lane = (int) PLACES.getAndSet(places, next++, 0) - 1;
            if (lane >= 0) {
                return lane;
            }
        }
        return -1;
    }

    /** Takes all lanes that are left into {@code into}, of {@link #SIZE}; returns how many. For any thread. */
    public int steal(int[] into) {
        int stolen = 0;
        for (int i = 0; i < SIZE; i++) {
            if ((int) PLACES.getOpaque(places, i) != 0) {
                int lane = (int) PLACES.getAndSet(places, i, 0) - 1;
                if (lane >= 0) {
                    into[stolen++] = lane;
                }
            }
        }
        return stolen;
    }
}
