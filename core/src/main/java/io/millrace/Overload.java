package io.millrace;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What gives when the handlers are behind.
 *
 * <p>Policies act at four places, and one of each kind can be {@linkplain #and combined}: while the queue fills up
 * ({@link Sample}, {@link Headers}), when it is nearly full ({@link Spill}), when it is full ({@link Block}, {@link DropNewest},
 * {@link DropOldest}), and just before the handler ({@link MaxAge}, {@link CoDel}). Where nothing is said about a full queue,
 * {@link DropNewest} it is.
 */
public sealed interface Overload {
    /** The shortest time that a policy can be given. */
    Duration LEAST = Duration.ofNanos(100_000);

    /** The longest time that a policy can be given. */
    Duration LONGEST = Duration.ofHours(1);

    /**
     * Stop taking until an eighth of the queue is free. The kernel's buffer fills, the kernel drops, and counts what it drops.
     * For sources that can wait, such as savefiles, nothing is lost at all.
     */
    record Block() implements Overload {}

    /** Shed the packet that finds no room, counted as {@code shed.newest}. The capture thread never waits. */
    record DropNewest() implements Overload {}

    /**
     * Shed the packets that have waited longest, over all flows, counted as {@code shed.oldest}: about a 32nd of the queue at a
     * time, at least 128 KiB. A packet whose handler is running is not waiting. Ages are bounded by the time it takes to fill
     * the queue.
     */
    record DropOldest() implements Overload {}

    /**
     * Shed what is older than a limit when its turn comes, counted as {@code shed.aged}: no handler sees a packet that is older.
     * Ages are by a clock that nobody sets.
     *
     * @param limit the greatest age at which a packet is worth handling, {@link #LEAST} to {@link #LONGEST}
     */
    record MaxAge(Duration limit) implements Overload {
        public MaxAge {
            requireBetween("max-age", limit, LEAST, LONGEST);
        }
    }

    /**
     * Keep standing queues short and let bursts pass (controlled delay, RFC 8289, for each flow by itself): what is shed is
     * counted as {@code shed.codel}. A flow whose packets were all older than {@code target} for an {@code interval} loses
     * packets, slowly at first; after another interval everything above target, as long as it lasts.
     *
     * @param target the age that a standing queue may have, {@link #LEAST} to {@link #LONGEST}
     * @param interval how long a burst may last, {@code target} to {@link #LONGEST}
     */
    record CoDel(Duration target, Duration interval) implements Overload {
        public CoDel {
            requireBetween("codel, the target", target, LEAST, LONGEST);
            requireBetween("codel, the interval", interval, target, LONGEST);
        }
    }

    /**
     * While the queue is more than half full keep one of 2, 4, 8, ... 65,536 and shed the others, counted as
     * {@code shed.sampled}; {@link Packet#weight()} says how many a packet stands for.
     *
     * @param by what is kept or shed
     */
    record Sample(By by) implements Overload {
        /** What is chosen. */
        public enum By {
            /** Whole flows: each has the same chance, and is kept or shed as a whole. */
            FLOWS,
            /** Every n-th packet, whosever it is. */
            PACKETS
        }
    }

    /**
     * While the queue is more than half full keep only the beginning of each packet: {@code caplen} shrinks, {@code len} stays.
     * How many were cut is counted as {@code truncated}.
     *
     * @param bytes how many bytes are kept, 14 to 65,535
     */
    record Headers(int bytes) implements Overload {
        public Headers {
            if (bytes < 14 || bytes > 65_535) {
                throw new IllegalArgumentException("headers: " + bytes + " (expected: 14 to 65535 bytes)");
            }
        }
    }

    /**
     * Park packets on disk while the queue is three quarters full, and handle them later: all that come, in their order,
     * until what lies there was read back. So the queue is memory in front and disk behind.
     *
     * <p>The folder's files are segments, ordinary pcapng savefiles of up to 64 MiB. A segment is deleted when all of its
     * packets are done. What is left when the capture ends stays there, that in memory is written too, is counted as {@code
     * spooled}, and is handled by a later capture with {@link CaptureBuilder#resume}. What cannot be read back, because
     * somebody deleted or damaged a segment, is counted as {@code shed.spool}.
     *
     * <p>When the folder may not grow any more, or cannot be written, the policy for a full queue decides: {@link
     * DropOldest} then gives up the oldest segment on disk. It can be combined with every policy but {@link Headers}; takes
     * one capture thread, and an eighth of the queue, 32 MiB at the most, for packets that come back.
     *
     * @param folder where the segments are; made if it is not there; one capture at a time
     * @param limitBytes how much disk it may use, at least {@link #LEAST_SPOOL_BYTES}; 0 for nine tenths of what is free at
     *     the start
     */
    record Spill(Path folder, long limitBytes) implements Overload {
        /** The least that a spool can do with. */
        public static final long LEAST_SPOOL_BYTES = 1 << 20;

        public Spill {
            requireSpoolLimit("spill", limitBytes);
        }
    }

    /**
     * Several policies, each at its own place.
     *
     * @param policies at most one of each kind, none of them combined itself
     */
    record Combined(List<Overload> policies) implements Overload {
        public Combined {
            policies = List.copyOf(policies);
            for (int i = 0; i < policies.size(); i++) {
                for (int j = 0; j < i; j++) {
                    if (place(policies.get(i)) == place(policies.get(j))) {
                        throw new IllegalArgumentException("overload: " + policies.get(j) + " and " + policies.get(i)
                                + " act at the same place (expected: at most one for a full queue, one for a queue that"
                                + " fills up, one for the age)");
                    }
                    requireCombinable(policies.get(i), policies.get(j));
                    requireCombinable(policies.get(j), policies.get(i));
                }
            }
        }

        /** A packet of which only the headers are left may not tell its flow any more, when it comes back. */
        private static void requireCombinable(Overload one, Overload other) {
            if (one instanceof Spill && other instanceof Headers) {
                throw new IllegalArgumentException("overload: spill and headers cannot be combined (expected: a snaplen"
                        + " instead of headers, which makes all packets shorter)");
            }
        }

        private static int place(Overload policy) {
            return switch (policy) {
                case Block _, DropNewest _, DropOldest _ -> 0;
                case Sample _, Headers _ -> 1;
                case MaxAge _, CoDel _ -> 2;
                case Spill _ -> 3;
                case Combined _ -> throw new IllegalArgumentException("overload: combined twice (expected: use and())");
            };
        }
    }

    /** This policy and another one, which acts at another place. */
    default Overload and(Overload other) {
        return new Combined(
                Stream.concat(policies().stream(), other.policies().stream()).toList());
    }

    /** The single policies. */
    default List<Overload> policies() {
        return this instanceof Combined combined ? combined.policies : List.of(this);
    }

    /** The policy {@link Block}. */
    static Overload block() {
        return new Block();
    }

    /** The policy {@link DropNewest}: the default. */
    static Overload dropNewest() {
        return new DropNewest();
    }

    /** The policy {@link DropOldest}. */
    static Overload dropOldest() {
        return new DropOldest();
    }

    /** The policy {@link MaxAge}. */
    static Overload maxAge(Duration limit) {
        return new MaxAge(limit);
    }

    /** The policy {@link CoDel} with the target and the interval of RFC 8289: 5 ms and 100 ms. */
    static Overload codel() {
        return codel(Duration.ofMillis(5), Duration.ofMillis(100));
    }

    /** The policy {@link CoDel}. */
    static Overload codel(Duration target, Duration interval) {
        return new CoDel(target, interval);
    }

    /** The policy {@link Sample}. */
    static Overload sample(Sample.By by) {
        return new Sample(by);
    }

    /** The policy {@link Headers}. */
    static Overload headers(int bytes) {
        return new Headers(bytes);
    }

    /** The policy {@link Spill}, with nine tenths of what is free on the disk. */
    static Overload spill(Path folder) {
        return spill(folder, 0);
    }

    /** The policy {@link Spill}. */
    static Overload spill(Path folder, long limitBytes) {
        return new Spill(folder, limitBytes);
    }

    /** Refuses a spool that is too small. */
    static void requireSpoolLimit(String name, long limitBytes) {
        if (limitBytes != 0 && limitBytes < Spill.LEAST_SPOOL_BYTES) {
            throw new IllegalArgumentException(name + ", the size: " + limitBytes + " (expected: at least "
                    + Spill.LEAST_SPOOL_BYTES + " bytes, or 0 for what is free)");
        }
    }

    private static void requireBetween(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    name + ": " + micros(value) + " (expected: " + micros(least) + " to " + micros(most) + ")");
        }
    }

    private static String micros(Duration time) {
        return TimeUnit.MICROSECONDS.convert(time) + "us";
    }
}
