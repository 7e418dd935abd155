package io.millrace.cli;

import java.util.Locale;

/** Numbers as people read them. */
final class Figures {
    private Figures() {}

    /** {@code 1,234,567}. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 830 us}, {@code 3.1 ms}, {@code 2.4 s}. */
    static String micros(long micros) {
        if (micros < 1_000) {
            return micros + " us";
        }
        if (micros < 1_000_000) {
            return String.format(Locale.ROOT, "%.1f ms", micros / 1e3);
        }
        return String.format(Locale.ROOT, "%.1f s", micros / 1e6);
    }

    /** {@code 120 ns}, {@code 12.3 us}, {@code 3.10 ms}, {@code 2.40 s}, {@code 5.0 h}: three digits that count. */
    static String seconds(double seconds) {
        if (Double.isInfinite(seconds)) {
            return "for ever";
        }
        double[] units = {3_600, 1, 1e-3, 1e-6};
        String[] names = {"h", "s", "ms", "us"};
        for (int i = 0; i < units.length; i++) {
            double amount = seconds / units[i];
            if (amount >= 0.9995) {
                String form = amount >= 99.95 ? "%,.0f %s" : amount >= 9.995 ? "%.1f %s" : "%.2f %s";
                return String.format(Locale.ROOT, form, amount, names[i]);
            }
        }
        return Math.round(seconds * 1e9) + " ns";
    }

    /** {@code 20,000}, {@code 12.5}, {@code 0.004}: a rate. */
    static String rate(double perSecond) {
        if (perSecond >= 100) {
            return String.format(Locale.ROOT, "%,.0f", perSecond);
        }
        return String.format(Locale.ROOT, perSecond >= 1 ? "%.1f" : "%.3g", perSecond);
    }

    /** {@code 512 B}, {@code 64.0 KiB}, {@code 1.5 GiB}. */
    static String bytes(long bytes) {
        if (bytes < 1 << 10) {
            return bytes + " B";
        }
        if (bytes < 1 << 20) {
            return String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0);
        }
        if (bytes < 1 << 30) {
            return String.format(Locale.ROOT, "%.1f MiB", bytes / (1024.0 * 1024));
        }
        return String.format(Locale.ROOT, "%.1f GiB", bytes / (1024.0 * 1024 * 1024));
    }

    /** {@code 99.5%}; a part that is not the whole never reads as 100.0%, nor a part that is something as 0.0%. */
    static String share(long part, long whole) {
        if (whole == 0) {
            return "";
        }
        double percent = 100.0 * part / whole;
        if (part < whole && percent > 99.9) {
            return "> 99.9%";
        }
        return part > 0 && percent < 0.1 ? "< 0.1%" : String.format(Locale.ROOT, "%.1f%%", percent);
    }
}
