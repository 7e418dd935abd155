package io.millrace.overload;

import io.millrace.ledger.Shed;

/**
 * Sheds what is older than a limit: at 10 times overload, handlers get the tenth of the packets that is young enough, and all
 * they do is worth doing.
 *
 * <p>The age is looked at right before the call of the handler. Between the look and the handler lie some hundred nanoseconds
 * of our own code; only the system can make more of them, by giving the processor to somebody else just there.
 *
 * @param limitNanos the limit
 */
public record MaxAge(long limitNanos) implements Gate {
    @Override
    public boolean sheds(int lane, long sinceNanos, long nowNanos) {
        return nowNanos - sinceNanos > limitNanos;
    }

    @Override
    public Shed cause() {
        return Shed.AGED;
    }

    @Override
    public long hopelessNanos() {
        return limitNanos;
    }
}
