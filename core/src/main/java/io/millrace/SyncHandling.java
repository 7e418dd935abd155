package io.millrace;

import io.millrace.savefile.Interfaces;
import io.millrace.store.Region;
import io.millrace.worker.Crew;
import io.millrace.worker.Handling;
import java.util.function.Supplier;

/** Calls a {@link PacketHandler}. */
final class SyncHandling implements Handling {
    private final Supplier<PacketHandler> handlers;
    private final FinalFailures failures;
    private final Interfaces interfaces;

    SyncHandling(PacketHandler handler, FinalFailures failures, Interfaces interfaces) {
        this(() -> handler, failures, interfaces);
    }

    /** With a handler for each worker. */
    SyncHandling(Supplier<PacketHandler> handlers, FinalFailures failures, Interfaces interfaces) {
        this.handlers = handlers;
        this.failures = failures;
        this.interfaces = interfaces;
    }

    @Override
    public Desk newDesk(Crew crew) {
        return new SyncDesk(crew.stores().region(), handlers.get());
    }

    @Override
    public long abandon() {
        return 0;
    }

    private final class SyncDesk implements Desk {
        private final Region region;
        private final PacketHandler handler;
        private final PacketPool pool = new PacketPool(interfaces);

        SyncDesk(Region region, PacketHandler handler) {
            this.region = region;
            this.handler = handler;
        }

        @Override
        public Outcome handle(int packet, int lane) throws Throwable {
            Packet lent = pool.lend(region.address(packet));
            try {
                handler.handle(lent);
            } finally {
                lent.end();
            }
            return Outcome.ENDED;
        }

        @Override
        public void fail(int packet, Throwable failure, int attempts) {
            Packet lent = pool.lend(region.address(packet));
            try {
                failures.enter(lent, failure, attempts);
            } finally {
                lent.end();
            }
        }

        @Override
        public void passOn(int packet, int lane) {
            throw new AssertionError("a synchronous handler ends with its call");
        }
    }
}
