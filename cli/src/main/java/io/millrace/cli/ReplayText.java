package io.millrace.cli;

import io.millrace.replay.ReplayReport;
import java.util.Locale;

/** Tells what was sent, for people. */
final class ReplayText {
    private static final String PREFIX = "millrace: ";

    private ReplayText() {}

    static String of(ReplayReport report, String device) {
        StringBuilder text = new StringBuilder();
        line(
                text,
                String.format(
                        Locale.ROOT,
                        "%,d packets of %,d bytes sent on %s in %.6f s: %,.1f packets/s, %s",
                        report.packets(),
                        report.bytes(),
                        device,
                        report.nanos() / 1e9,
                        report.packetsPerSecond(),
                        bits(report.bitsPerSecond())));
        line(
                text,
                "late by " + Figures.micros(report.lateMicrosP50()) + " (half of them at the most), "
                        + Figures.micros(report.lateMicrosP99()) + " (99 of 100), "
                        + Figures.micros(report.lateMicrosMax())
                        + " (all)");
        if (report.tooLong() > 0) {
            line(
                    text,
                    Figures.count(report.tooLong()) + " packets not sent: longer than the MTU of " + device
                            + " allows");
        }
        if (report.tooShort() > 0) {
            line(text, Figures.count(report.tooShort()) + " packets not sent: shorter than a link-layer header");
        }
        if (report.cut() > 0) {
            line(text, Figures.count(report.cut()) + " packets sent as short as they were captured");
        }
        return text.toString();
    }

    private static String bits(double perSecond) {
        if (perSecond < 1e6) {
            return String.format(Locale.ROOT, "%.1f kbit/s", perSecond / 1e3);
        }
        return perSecond < 1e9
                ? String.format(Locale.ROOT, "%.1f Mbit/s", perSecond / 1e6)
                : String.format(Locale.ROOT, "%.1f Gbit/s", perSecond / 1e9);
    }

    private static void line(StringBuilder text, String line) {
        text.append(PREFIX).append(line).append(System.lineSeparator());
    }
}
