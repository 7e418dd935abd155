package io.millrace.cli;

import io.millrace.Capture;
import io.millrace.Ledger;
import io.millrace.savefile.SavefileSeries;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How far files have been read, in one line: of the bytes, with the rate, and the time that the rest will take at this rate.
 * Belongs to the thread that asks.
 */
final class Progress implements Supplier<String> {
    private static final double SMOOTHING = 0.2;

    private final LongSupplier bytes;
    private final LongSupplier total;
    private long lastBytes;
    private long lastNanos = System.nanoTime();
    private double perSecond = -1;

    /**
     * @param bytes how many were read; asked by another thread than the one that reads
     * @param total how many there are, or {@link SavefileSeries#UNKNOWN}
     */
    Progress(LongSupplier bytes, LongSupplier total) {
        this.bytes = bytes;
        this.total = total;
    }

    /** How far a capture has read, and how many packets wait for their handlers. */
    static Supplier<String> of(Capture capture) {
        Progress progress = new Progress(capture::readBytes, capture::totalBytes);
        return () -> {
            Ledger ledger = capture.ledger();
            return progress.get() + "  " + Figures.count(ledger.taken()) + " packets, " + Figures.count(ledger.queued())
                    + " queued";
        };
    }

    static Progress of(SavefileSeries series) {
        return new Progress(series::fileBytes, series::totalFileBytes);
    }

    @Override
    public String get() {
        long read = bytes.getAsLong();
        long nanos = System.nanoTime();
        double rate = (read - lastBytes) * 1e9 / Math.max(1, nanos - lastNanos);
        perSecond = perSecond < 0 ? rate : perSecond + ((rate - perSecond) * SMOOTHING);
        lastBytes = read;
        lastNanos = nanos;
        return text(read, total.getAsLong(), perSecond);
    }

    static String text(long read, long total, double bytesPerSecond) {
        String rate = Figures.bytes(Math.round(bytesPerSecond)) + "/s";
        if (total == SavefileSeries.UNKNOWN) {
            return Figures.bytes(read) + "  " + rate;
        }
        String percent =
                total == 0 ? "" : String.format(Locale.ROOT, "%3.0f%%  ", Math.min(100.0, 100.0 * read / total));
        String left = bytesPerSecond < 1 || read >= total ? "" : "  " + left((total - read) / bytesPerSecond) + " left";
        return percent + Figures.bytes(read) + " of " + Figures.bytes(total) + "  " + rate + left;
    }

    /** {@code 5 s}, {@code 2:05}, {@code 1:02:05}. */
    private static String left(double seconds) {
        Duration left = Duration.ofSeconds(Math.round(Math.ceil(Math.min(seconds, 359_999))));
        if (left.toSeconds() < 60) {
            return left.toSeconds() + " s";
        }
        String minutes = String.format(Locale.ROOT, "%d:%02d", left.toMinutesPart(), left.toSecondsPart());
        return left.toHours() == 0
                ? minutes
                : String.format(
                        Locale.ROOT, "%d:%02d:%02d", left.toHours(), left.toMinutesPart(), left.toSecondsPart());
    }
}
