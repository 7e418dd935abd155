package io.millrace.cli;

import io.millrace.CaptureBuilder;
import io.millrace.plan.Sizing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The command line that a plan ends with. Settings that are the default anyway are left out. */
final class PlanLine {
    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

    private PlanLine() {}

    static String of(Plan plan) {
        Sizing sizing = plan.sizing();
        List<String> words = new ArrayList<>(List.of("millrace", "capture"));
        words.addAll(plan.source());
        words.addAll(List.of("--handler", plan.handler(), "--workers", plan.workersWord()));
        if (sizing.ageLimitSeconds() != Sizing.NO_LIMIT) {
            words.addAll(List.of("--overload", "max-age:" + duration(sizing.ageLimitSeconds())));
        }
        if (sizing.queueBytes() != CaptureBuilder.DEFAULT_QUEUE_BYTES) {
            words.addAll(List.of("--queue-bytes", size(sizing.queueBytes())));
        }
        if (sizing.kernelBytes() != CaptureBuilder.DEFAULT_KERNEL_BUFFER_BYTES) {
            words.addAll(List.of("-B", Long.toString(sizing.kernelBytes() >> 10)));
        }
        words.addAll(plan.filter());
        return String.join(" ", words.stream().map(PlanLine::quoted).toList());
    }

    /** As a shell takes it. */
    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** {@code 64m}, {@code 1g}, or bytes. */
    static String size(long bytes) {
        if (bytes % (1L << 30) == 0) {
            return (bytes >> 30) + "g";
        }
        return bytes % (1L << 20) == 0 ? (bytes >> 20) + "m" : Long.toString(bytes);
    }

    /** As an option takes it: {@code 200ms}, {@code 1500us}. */
    static String duration(double seconds) {
        long nanos = Math.round(seconds * 1e9);
        long[] units = {1_000_000_000, 1_000_000, 1_000, 1};
        String[] names = {"s", "ms", "us", "ns"};
        int unit = 0;
        while (nanos % units[unit] != 0) {
            unit++;
        }
        return String.format(Locale.ROOT, "%d%s", nanos / units[unit], names[unit]);
    }
}
