package io.millrace;

import io.millrace.savefile.Interfaces;
import io.millrace.store.Region;
import io.millrace.store.Slot;
import io.millrace.worker.Crew;
import io.millrace.worker.Handling;
import io.millrace.worker.Sequencer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls a {@link PacketFunction} and puts its results in capture order. */
final class OrderedHandling<R> implements Handling {
    private final Supplier<PacketFunction<R>> functions;
    private final Sequencer<R> sequencer;
    private final FinalFailures failures;
    private final Interfaces interfaces;

    OrderedHandling(PacketFunction<R> function, Sequencer<R> sequencer, FinalFailures failures, Interfaces interfaces) {
        this(() -> function, sequencer, failures, interfaces);
    }

    /** With a function for each worker. */
    OrderedHandling(
            Supplier<PacketFunction<R>> functions,
            Sequencer<R> sequencer,
            FinalFailures failures,
            Interfaces interfaces) {
        this.functions = functions;
        this.sequencer = sequencer;
        this.failures = failures;
        this.interfaces = interfaces;
    }

    @Override
    public Desk newDesk(Crew crew) {
        return new OrderedDesk(crew.stores().region(), functions.get());
    }

    @Override
    public void leaveOut(long sequence) {
        sequencer.leaveOut(sequence);
    }

    @Override
    public boolean isBehind() {
        return sequencer.isBehind();
    }

    @Override
    public void catchUp() {
        sequencer.catchUp();
    }

    @Override
    public long abandon() {
        return sequencer.abandon();
    }

    private final class OrderedDesk implements Desk {
        private final Region region;
        private final PacketFunction<R> function;
        private final PacketPool pool = new PacketPool(interfaces);
        private @Nullable R result;

        OrderedDesk(Region region, PacketFunction<R> function) {
            this.region = region;
            this.function = function;
        }

        @Override
        public Outcome handle(int packet, int lane) throws Throwable {
            Packet lent = pool.lend(region.address(packet));
            try {
                result = function.apply(lent);
            } finally {
                lent.end();
            }
            return Outcome.LATER;
        }

        @Override
        public void fail(int packet, Throwable failure, int attempts) {
            long address = region.address(packet);
            Packet lent = pool.lend(address);
            try {
                failures.enter(lent, failure, attempts);
            } finally {
                lent.end();
                sequencer.leaveOut(Slot.sequence(address));
            }
        }

        @Override
        public void passOn(int packet, int lane) {
            R made = result;
            result = null;
            sequencer.put(Slot.sequence(region.address(packet)), made);
        }
    }
}
