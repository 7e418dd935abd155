package io.millrace.replay;

/** When packets are sent. */
public sealed interface Pacing {
    /** At the intervals at which they were captured, divided by a speed: 1 for the original pace. */
    record Original(double speed) implements Pacing {
        public Original {
            require("speed", speed);
        }
    }

    /** So many packets a second, evenly. */
    record PacketsPerSecond(double rate) implements Pacing {
        public PacketsPerSecond {
            require("rate", rate);
        }
    }

    /** So many bits of packets a second; what a wire needs between frames is not counted. */
    record BitsPerSecond(double rate) implements Pacing {
        public BitsPerSecond {
            require("bits", rate);
        }
    }

    /** As fast as the device takes them. */
    record Unpaced() implements Pacing {}

    private static void require(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: more than 0)");
        }
    }
}
