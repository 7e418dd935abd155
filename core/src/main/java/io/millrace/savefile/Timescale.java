package io.millrace.savefile;

import java.math.BigInteger;

/**
 * What the timestamps of an interface count: how many units a second has ({@code if_tsresol}), and which second is the first
 * ({@code if_tsoffset}). Immutable.
 *
 * <p>A time that does not fit into 64 bits of nanoseconds, the years 1677 to 2262, wraps around, as damaged ones may.
 */
final class Timescale {
    static final int MICROSECONDS = 6;
    static final int NANOSECONDS = 9;

    private static final int BINARY = 0x80;
    private static final int MAX_DECIMAL = 19;
    private static final int MAX_BINARY = 63;
    private static final int MICROSECOND_SHIFT = 19; // 2^19 < 10^6 < 2^20
    private static final long NANOS_PER_MICROSECOND = 1_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final long multiplier; // nanoseconds to a unit; 0 if a unit is not so many
    private final long divisor; // units to a nanosecond; 0 if they are not so many
    private final int shift; // a second has 2 to the power of this units
    private final long offsetNanos;

    private Timescale(long multiplier, long divisor, int shift, long offsetNanos) {
        this.multiplier = multiplier;
        this.divisor = divisor;
        this.shift = shift;
        this.offsetNanos = offsetNanos;
    }

    /** Whether a value of {@code if_tsresol} can be meant: not 10^-20 or 2^-64, which 64 bits cannot count. */
    static boolean isPossible(int resolution) {
        return (resolution & BINARY) == 0 ? resolution <= MAX_DECIMAL : (resolution & ~BINARY) <= MAX_BINARY;
    }

    /**
     * The scale of an interface.
     *
     * @param resolution the value of {@code if_tsresol}: a power of 10 that is negated, or of 2 if the highest bit is set
     * @param offsetSeconds what is added to each timestamp
     */
    static Timescale of(int resolution, long offsetSeconds) {
        long offsetNanos = offsetSeconds * NANOS_PER_SECOND;
        if ((resolution & BINARY) != 0) {
            return new Timescale(0, 0, resolution & ~BINARY, offsetNanos);
        }
        return resolution <= NANOSECONDS
                ? new Timescale(power(NANOSECONDS - resolution), 0, 0, offsetNanos)
                : new Timescale(0, power(resolution - NANOSECONDS), 0, offsetNanos);
    }

    private static long power(int exponent) {
        long result = 1;
        for (int i = 0; i < exponent; i++) {
            result *= 10;
        }
        return result;
    }

    /** Whether a unit is shorter than a microsecond. */
    boolean isFinerThanMicroseconds() {
        return multiplier == 0 ? divisor != 0 || shift > MICROSECOND_SHIFT : multiplier < NANOS_PER_MICROSECOND;
    }

    /** Nanoseconds since the epoch of a timestamp in units. */
    long nanos(long units) {
        long factor = multiplier;
        return factor == 0 ? fractions(units) : (units * factor) + offsetNanos;
    }

    private long fractions(long units) {
        if (divisor != 0) {
            return Long.divideUnsigned(units, divisor) + offsetNanos;
        }
        long seconds = shift == 0 ? units : units >>> shift;
        long part = units & ((1L << shift) - 1);
        long high = Math.multiplyHigh(part, NANOS_PER_SECOND);
        long low = part * NANOS_PER_SECOND;
        long nanos = shift == 0 ? 0 : (high << (64 - shift)) | (low >>> shift);
        return (seconds * NANOS_PER_SECOND) + nanos + offsetNanos;
    }

    /** The timestamp in units of nanoseconds since the epoch, rounded down. */
    long units(long nanos) {
        long since = nanos - offsetNanos;
        if (multiplier == 1) {
            return since;
        }
        if (multiplier != 0) {
            return Math.floorDiv(since, multiplier);
        }
        if (divisor != 0) {
            return since * divisor;
        }
        long seconds = Math.floorDiv(since, NANOS_PER_SECOND);
        long part = Math.floorMod(since, NANOS_PER_SECOND);
        long fraction = shift == 0 ? 0 : shiftedDivision(part);
        return (seconds << shift) + fraction;
    }

    /** {@code (part << shift) / 10^9}, rounded up: where the scale is fine enough, reading it gives the same nanosecond. */
    private long shiftedDivision(long part) {
        BigInteger[] quotient =
                BigInteger.valueOf(part).shiftLeft(shift).divideAndRemainder(BigInteger.valueOf(NANOS_PER_SECOND));
        return quotient[0].longValueExact() + quotient[1].signum();
    }
}
