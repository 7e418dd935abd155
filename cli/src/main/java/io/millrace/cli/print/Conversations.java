package io.millrace.cli.print;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the sequence numbers of TCP's conversations began. Bounded: when it is full, the conversation that was silent
 * longest is forgotten, and begins anew.
 */
final class Conversations {
    private static final int MOST = 100_000;

    private final Map<Ends, Origins> conversations = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Ends, Origins> eldest) {
            return size() > MOST;
        }
    };

    Conversations() {}

    /**
     * The two ends of a conversation, in the order of the packet that asks.
     *
     * @param fromHigh the upper half of an IPv6 address; 0 for IPv4
     */
    record Ends(boolean v6, long fromHigh, long fromLow, int fromPort, long toHigh, long toLow, int toPort) {
        Ends reversed() {
            return new Ends(v6, toHigh, toLow, toPort, fromHigh, fromLow, fromPort);
        }

        boolean isInOrder() {
            int ports = Integer.compare(fromPort, toPort);
            int highs = ports != 0 ? ports : Long.compareUnsigned(fromHigh, toHigh);
            return (highs != 0 ? highs : Long.compareUnsigned(fromLow, toLow)) <= 0;
        }
    }

    /** The first numbers of both ends, as 32 bits: of who sends the packet that asks, and of who receives it. */
    record Origins(int from, int to) {
        /** Numbers that are shown as they are. */
        static final Origins NONE = new Origins(0, 0);

        Origins reversed() {
            return new Origins(to, from);
        }
    }

    /** Where a conversation's numbers began; null if it is not known. */
    @Nullable
    Origins find(Ends ends) {
        boolean inOrder = ends.isInOrder();
        Origins known = conversations.get(inOrder ? ends : ends.reversed());
        return known == null || inOrder ? known : known.reversed();
    }

    /** Notes where a conversation's numbers begin. */
    void begin(Ends ends, Origins origins) {
        boolean inOrder = ends.isInOrder();
        conversations.put(inOrder ? ends : ends.reversed(), inOrder ? origins : origins.reversed());
    }
}
