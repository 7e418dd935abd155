package io.millrace.intake;

import io.millrace.lane.LaneChoice;
import io.millrace.lane.Lanes;
import io.millrace.protocol.Burst;
import io.millrace.protocol.FlowHash;
import io.millrace.store.Slot;
import io.millrace.worker.Crew;
import java.lang.foreign.MemorySegment;

/** Which lane a packet goes to. Owned by one capture thread, or by the spool's. */
public sealed interface Spread extends LaneChoice {
    /** The lanes for frames of a burst, from one up to another. */
    default void lanes(Burst burst, int from, int to, int linktype, int[] lanes) {
        for (int i = from; i < to; i++) {
            lanes[i - from] = lane(Slot.MEMORY, burst.address(i), burst.caplen(i), linktype);
        }
    }

    /** All packets of a flow to one lane. */
    final class ByFlow implements Spread {
        private final Lanes lanes;
        private final FlowHash hash;

        /** Spreads frames by the flow's hash with a seed: the same for all capture threads. */
        public ByFlow(Lanes lanes, long seed) {
            this.lanes = lanes;
            hash = new FlowHash(seed);
        }

        @Override
        public int lane(MemorySegment memory, long offset, int caplen, int linktype) {
            return lanes.laneOf(hash.hash(memory, offset, caplen, linktype));
        }

        /** In a loop of its own, where the compiler knows the way to the hash. */
        @Override
        public void lanes(Burst burst, int from, int to, int linktype, int[] into) {
            for (int i = from; i < to; i++) {
                into[i - from] = lanes.laneOf(hash.hash(Slot.MEMORY, burst.address(i), burst.caplen(i), linktype));
            }
        }
    }

    /** All packets to one lane, where one worker at a time handles them in capture order. */
    final class OneLane implements Spread {
        private static final int LANE = 0;

        /** The lane is the same for all capture threads. */
        public OneLane() {}

        @Override
        public int lane(MemorySegment memory, long offset, int caplen, int linktype) {
            return LANE;
        }
    }

    /**
     * Packets to the lanes in turn, past those where something waits already: behind a packet whose handler hangs nothing
     * else shall wait. Where handlers are fast a few packets in a row share a lane, which costs less for each.
     */
    final class InTurn implements Spread {
        private static final int ROW = 8;
        private static final int PROBES = 64;

        private final Lanes lanes;
        private final Crew crew;
        private int lane;
        private int left;

        public InTurn(Lanes lanes, Crew crew, int firstLane) {
            this.lanes = lanes;
            this.crew = crew;
            lane = firstLane;
        }

        @Override
        public int lane(MemorySegment memory, long offset, int caplen, int linktype) {
            if (left-- <= 0) {
                left = crew.isSlow() ? 0 : ROW - 1;
                nextIdleLane();
            }
            return lane;
        }

        private void nextIdleLane() {
            for (int probe = 0; probe < PROBES; probe++) {
                lane = lanes.laneOf(lane + 1);
                if (lanes.looksIdle(lane)) {
                    return;
                }
            }
        }
    }
}
