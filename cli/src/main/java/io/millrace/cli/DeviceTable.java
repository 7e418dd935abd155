package io.millrace.cli;

import io.millrace.cli.Devices.Entry;
import java.util.List;
import java.util.Locale;

/** Devices as a table. */
final class DeviceTable {
    private DeviceTable() {}

    static String text(List<Entry> entries) {
        int width =
                entries.stream().mapToInt(entry -> entry.name().length()).max().orElse(0);
        String row = "%-" + Math.max(width, "DEVICE".length()) + "s  %-8s  %-10s  %6s  %-8s  %s";
        StringBuilder out = new StringBuilder();
        append(out, String.format(Locale.ROOT, row, "DEVICE", "KIND", "STATE", "MTU", "SOURCE", "ADDRESSES"));
        for (Entry entry : entries) {
            append(
                    out,
                    String.format(
                            Locale.ROOT,
                            row,
                            entry.name(),
                            entry.kind(),
                            state(entry),
                            entry.mtu() == Devices.NO_MTU ? "" : entry.mtu(),
                            entry.source(),
                            String.join(" ", entry.addresses())));
        }
        return out.toString();
    }

    private static String state(Entry entry) {
        return entry.up() ? entry.running() ? "running" : "no carrier" : "down";
    }

    private static void append(StringBuilder out, String line) {
        out.append(line.stripTrailing()).append(System.lineSeparator());
    }
}
