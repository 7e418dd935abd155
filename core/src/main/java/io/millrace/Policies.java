package io.millrace;

import io.millrace.overload.CoDel;
import io.millrace.overload.Gate;
import io.millrace.overload.MaxAge;
import io.millrace.overload.Policy;
import io.millrace.overload.Pressure;
import io.millrace.overload.Sample;
import io.millrace.overload.Truncation;
import io.millrace.overload.WhenFull;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes of what the user said about overload what the rooms of a capture do. */
final class Policies {
    private final int lanes;
    private final long seed;

    /**
     * For one capture.
     *
     * @param lanes how many lanes it has
     * @param seed of its flows' hash
     */
    Policies(int lanes, long seed) {
        this.lanes = lanes;
        this.seed = seed;
    }

    Policy of(Overload overload) {
        boolean spills = false;
        WhenFull whenFull = WhenFull.NEWEST;
        Gate gate = null;
        Supplier<Pressure> pressure = null;
        for (Overload each : overload.policies()) {
            spills |= each instanceof Overload.Spill;
            whenFull = whenFull(each, whenFull);
            gate = gate(each, gate);
            pressure = pressure(each, pressure);
        }
        return new Policy(spills, whenFull, gate, pressure);
    }

    private static WhenFull whenFull(Overload overload, WhenFull otherwise) {
        // No switch over types here and below: the start runs through it, and would link it anew each time.
        if (overload instanceof Overload.Block) {
            return WhenFull.BLOCK;
        }
        if (overload instanceof Overload.DropNewest) {
            return WhenFull.NEWEST;
        }
        return overload instanceof Overload.DropOldest ? WhenFull.OLDEST : otherwise;
    }

    private @Nullable Gate gate(Overload overload, @Nullable Gate otherwise) {
        if (overload instanceof Overload.MaxAge age) {
            return new MaxAge(age.limit().toNanos());
        }
        if (overload instanceof Overload.CoDel codel) {
            return new CoDel(lanes, codel.target().toNanos(), codel.interval().toNanos());
        }
        return otherwise;
    }

    private @Nullable Supplier<Pressure> pressure(Overload overload, @Nullable Supplier<Pressure> otherwise) {
        if (overload instanceof Overload.Sample sample) {
            return () -> new Sample(sample.by() == Overload.Sample.By.FLOWS, seed);
        }
        if (overload instanceof Overload.Headers headers) {
            return () -> new Truncation(headers.bytes());
        }
        return otherwise;
    }
}
