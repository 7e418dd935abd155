package io.millrace.cli.print;

import java.time.Instant;
import java.util.Locale;

/** NTP (RFC 5905). */
final class Ntp {
    private static final int HEADER_BYTES = 48;
    private static final int CONTROL_HEADER_BYTES = 12;
    private static final int CONTROL = 6;
    private static final int PRIVATE = 7;
    private static final String[] MODES = {
        "unspecified",
        "symmetric active",
        "symmetric passive",
        "Client",
        "Server",
        "Broadcast",
        "Control Message",
        "Reserved"
    };
    private static final String[] LEAPS = {"", "+1s", "-1s", "clock unsynchronized"};
    /** From NTP's era, 1900, to 1970. */
    private static final long SECONDS_TO_1970 = 2_208_988_800L;

    private Ntp() {}

    static void print(Bytes message, Line line) {
        line.protocol("ntp");
        int first = message.u8(0);
        int mode = first & 7;
        line.add("NTPv").add(first >> 3 & 7).add(", ").add(MODES[mode]);
        line.add(", length ").add(message.length());
        if (!line.style().verbose()) {
            return;
        }
        line.add("\n\tLeap indicator: ")
                .add(LEAPS[first >> 6])
                .add(" (")
                .add(first & 0xc0)
                .add(')');
        if (mode == CONTROL) {
            printControl(message, line);
        } else if (mode != PRIVATE) {
            printTime(message, line);
        }
    }

    private static void printTime(Bytes message, Line line) {
        if (message.length() < HEADER_BYTES) {
            line.invalid();
            message.require(0, message.length());
            return;
        }
        int stratum = message.u8(1);
        line.add(", Stratum ").add(stratum).add(" (").add(stratum(stratum)).add(')');
        int poll = (byte) message.u8(2);
        line.add(", poll ").add(poll).add(" (").add(interval(poll)).add(')');
        int precision = (byte) message.u8(3);
        line.add(", precision ").add(precision);
        String delay = shortTime(message, 4);
        line.add("\n\tRoot Delay: ").add(delay);
        String dispersion = shortTime(message, 8);
        line.add(", Root dispersion: ").add(dispersion);
        String reference = reference(message, stratum);
        line.add(", Reference-ID: ").add(reference);
        printTime("\n\t  Reference Timestamp:  ", message, 16, line);
        printTime("\n\t  Originator Timestamp: ", message, 24, line);
        printTime("\n\t  Receive Timestamp:    ", message, 32, line);
        printTime("\n\t  Transmit Timestamp:   ", message, 40, line);
        line.add("\n\t    Originator - Receive Timestamp:  ").add(difference(message, 32));
        line.add("\n\t    Originator - Transmit Timestamp: ").add(difference(message, 40));
        printAuthentication(message, line);
    }

    private static String stratum(int number) {
        return switch (number) {
            case 0 -> "unspecified";
            case 1 -> "primary reference";
            default -> number < 16 ? "secondary reference" : "reserved";
        };
    }

    private static String interval(int exponent) {
        return exponent < 0 ? "1/" + (1L << Math.min(-exponent, 31)) + "s" : (1L << Math.min(exponent, 31)) + "s";
    }

    private static String reference(Bytes message, int stratum) {
        long reference = message.u32(12);
        return switch (stratum) {
            case 0 -> "(unspec)";
            case 1 -> message.text(12, 4);
            default -> String.format(Locale.ROOT, "0x%08x", reference);
        };
    }

    private static void printTime(String title, Bytes message, int at, Line line) {
        String time = time(message, at);
        line.add(title).add(time);
    }

    private static String shortTime(Bytes message, int at) {
        return String.format(Locale.ROOT, "%d.%06d", message.u16(at), (long) (message.u16(at + 2) / 65536.0 * 1e6));
    }

    private static String time(Bytes message, int at) {
        long seconds = message.u32(at);
        String text = number(seconds, message.u32(at + 4));
        if (seconds == 0) {
            return text;
        }
        return text + " (" + Instant.ofEpochSecond(seconds - SECONDS_TO_1970) + ")";
    }

    private static String number(long seconds, long fraction) {
        return String.format(Locale.ROOT, "%d.%09d", seconds, (long) (fraction / 4294967296.0 * 1e9));
    }

    /** A time of the message less the originator's; the time itself if there is no originator's. */
    private static String difference(Bytes message, int at) {
        long originator = message.u64(24);
        if (originator == 0) {
            return time(message, at);
        }
        long time = message.u64(at);
        if (time == originator) {
            return number(0, 0);
        }
        boolean later = Long.compareUnsigned(time, originator) > 0;
        long span = later ? time - originator : originator - time;
        return (later ? "+" : "-") + number(span >>> 32, span & 0xffff_ffffL);
    }

    private static void printAuthentication(Bytes message, Line line) {
        int behind = message.length() - HEADER_BYTES;
        if (behind == 4 || behind == 20 || behind == 24) {
            long key = message.u32(HEADER_BYTES);
            line.add("\n\tKey id: ").add(key);
            if (behind > 4) {
                message.require(HEADER_BYTES + 4, behind - 4);
                line.add("\n\tAuthentication: ").hex(message.from(HEADER_BYTES + 4));
            }
        } else if (behind > 0) {
            line.add("\n\t(").add(behind).add(" more bytes after the header)");
        }
    }

    private static void printControl(Bytes message, Line line) {
        if (message.length() < CONTROL_HEADER_BYTES) {
            line.invalid();
            message.require(0, message.length());
            return;
        }
        int flags = message.u8(1);
        line.add((flags & 0x80) == 0 ? ", Request" : ", Response").add((flags & 0x40) == 0 ? ", OK" : ", Error");
        line.add((flags & 0x20) == 0 ? ", Last" : ", More").add(", OpCode=").add(flags & 0x1f);
        line.add('\n');
        message.require(2, 2);
        line.add("\tSequence=").add(message.u16(2));
        int status = message.u16(4);
        line.add(status == 0 ? ", Status=" : ", Status=0x").hex(status);
        int association = message.u16(6);
        line.add(", Assoc.=").add(association);
        int offset = message.u16(8);
        line.add(", Offset=").add(offset);
        int count = message.u16(10);
        line.add(", Count=").add(count);
        if (message.length() > CONTROL_HEADER_BYTES) {
            message.require(CONTROL_HEADER_BYTES, Math.min(count, message.length() - CONTROL_HEADER_BYTES));
            line.add("\n\tTO-BE-DONE: data not interpreted");
        }
    }
}
