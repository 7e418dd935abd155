package io.millrace.cli;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** Writes what is in a savefile: for people, and as JSON. What is not known is left out. */
final class InfoText {
    private InfoText() {}

    static String table(SavefileInfo info) {
        StringBuilder text = new StringBuilder();
        line(text, "file", info.name);
        line(text, "format", info.format + (info.sections > 1 ? ", " + info.sections + " sections" : ""));
        line(text, "bytes", Figures.count(info.fileBytes));
        line(text, "packets", Figures.count(info.packets));
        for (Map.Entry<String, Long> type : info.linktypes.entrySet()) {
            line(text, "link type", type.getKey() + ", " + Figures.count(type.getValue()) + " packets");
        }
        if (info.packets > 0) {
            line(text, "captured bytes", Figures.count(info.capturedBytes));
            line(text, "bytes on the wire", Figures.count(info.wireBytes));
            line(text, "cut packets", Figures.count(info.cut));
            line(text, "first packet", Instant.ofEpochSecond(0, info.firstNanos).toString());
            line(text, "last packet", Instant.ofEpochSecond(0, info.lastNanos).toString());
            line(text, "seconds", String.format(Locale.ROOT, "%.9f", info.seconds()));
            if (info.seconds() > 0) {
                line(text, "packets/s", String.format(Locale.ROOT, "%,.1f", info.packets / info.seconds()));
                line(text, "bits/s", String.format(Locale.ROOT, "%,.1f", info.wireBytes * 8 / info.seconds()));
            }
            line(text, "out of order", Figures.count(info.outOfOrder));
        }
        info.interfaces.forEach(name -> line(text, "interface", name));
        info.applications.forEach(name -> line(text, "application", name));
        info.comments.forEach(comment -> line(text, "comment", comment.strip().replaceAll("\\s*\\R\\s*", "; ")));
        if (info.names > 0) {
            line(text, "named addresses", Figures.count(info.names));
        }
        if (info.secrets > 0) {
            line(text, "secrets", Figures.count(info.secrets) + " blocks: who has the file can decrypt");
        }
        line(text, "dropped by system", Figures.count(info.systemDropped));
        line(text, "dropped by device", Figures.count(info.interfaceDropped));
        if (info.sha256 != null) {
            line(text, "sha256", info.sha256);
        }
        if (info.damage != null) {
            line(text, "damage", info.damage);
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-18s %s%n", name, value));
    }

    /** One object on one line. */
    static String json(SavefileInfo info) {
        StringBuilder text = new StringBuilder("{");
        string(text, "file", info.name);
        string(text, "format", info.format);
        number(text, "sections", info.sections);
        number(text, "bytes", info.fileBytes);
        number(text, "packets", info.packets);
        text.append(",\"linktypes\":{");
        String between = "";
        for (Map.Entry<String, Long> type : info.linktypes.entrySet()) {
            text.append(between).append(quoted(type.getKey())).append(':').append(type.getValue());
            between = ",";
        }
        text.append('}');
        number(text, "capturedBytes", info.capturedBytes);
        number(text, "wireBytes", info.wireBytes);
        number(text, "cutPackets", info.cut);
        if (info.packets > 0) {
            number(text, "firstNanos", info.firstNanos);
            number(text, "lastNanos", info.lastNanos);
        }
        number(text, "outOfOrder", info.outOfOrder);
        number(text, "systemDropped", info.systemDropped);
        number(text, "interfaceDropped", info.interfaceDropped);
        number(text, "namedAddresses", info.names);
        number(text, "secretBlocks", info.secrets);
        strings(text, "interfaces", info.interfaces);
        strings(text, "applications", info.applications);
        strings(text, "comments", info.comments);
        if (info.sha256 != null) {
            string(text, "sha256", info.sha256);
        }
        if (info.damage != null) {
            string(text, "damage", info.damage);
        }
        return text.append("}\n").toString();
    }

    private static void string(StringBuilder text, String name, String value) {
        name(text, name).append(quoted(value));
    }

    private static void number(StringBuilder text, String name, long value) {
        name(text, name).append(value);
    }

    private static void strings(StringBuilder text, String name, Iterable<String> values) {
        name(text, name).append('[');
        String between = "";
        for (String value : values) {
            text.append(between).append(quoted(value));
            between = ",";
        }
        text.append(']');
    }

    private static StringBuilder name(StringBuilder text, String name) {
        return text.append(text.length() > 1 ? "," : "").append(quoted(name)).append(':');
    }

    /** A value as JSON has it. */
    static String quoted(String value) {
        StringBuilder text = new StringBuilder("\"");
        value.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                text.append('\\').append((char) c);
            } else if (c < ' ') {
                text.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                text.append((char) c);
            }
        });
        return text.append('"').toString();
    }
}
