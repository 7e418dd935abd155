package io.millrace.cli.print;

/** Syslog over UDP (RFC 3164). */
final class Syslog {
    private static final String[] SEVERITIES = {
        "emergency", "alert", "critical", "error", "warning", "notice", "info", "debug"
    };
    private static final String[] FACILITIES = {
        "kernel",
        "user",
        "mail",
        "daemon",
        "auth",
        "syslog",
        "lpr",
        "news",
        "uucp",
        "cron",
        "authpriv",
        "ftp",
        "ntp",
        "security",
        "console",
        "cron",
        "local0",
        "local1",
        "local2",
        "local3",
        "local4",
        "local5",
        "local6",
        "local7"
    };

    private Syslog() {}

    static void print(Bytes message, Line line) {
        line.protocol("syslog");
        if (message.u8(0) != '<') {
            line.invalid();
            return;
        }
        int at = 1;
        int priority = 0;
        while (message.u8(at) != '>') {
            int digit = message.u8(at) - '0';
            if (digit < 0 || digit > 9 || at > 3) {
                line.invalid();
                return;
            }
            priority = priority * 10 + digit;
            at++;
        }
        int facility = priority >> 3;
        String facilityName = facility < FACILITIES.length ? FACILITIES[facility] : "unknown (" + facility + ")";
        String severityName = SEVERITIES[priority & 7];
        if (!line.style().verbose()) {
            line.add("SYSLOG ").add(facilityName).add('.').add(severityName);
            line.add(", length: ").add(message.length());
            return;
        }
        line.add("SYSLOG, length: ").add(message.length());
        line.add("\n\tFacility ").add(facilityName).add(" (").add(facility);
        line.add("), Severity ").add(severityName).add(" (").add(priority & 7).add(")\n\tMsg: ");
        int text = message.captured() - at - 1;
        line.add(message.text(at + 1, text));
        message.require(0, message.length());
        if (line.style().verbosity() > 1) {
            HexLines.print("\n\t", message, line);
        }
    }
}
