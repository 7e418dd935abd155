package io.millrace;

import io.millrace.Ledger.Kernel;
import io.millrace.Ledger.Percentiles;
import java.util.Locale;

/** Writes a {@link Ledger} as JSON. What is absent is left out. */
final class LedgerJson {
    private final StringBuilder out = new StringBuilder(640);

    private LedgerJson() {}

    static String write(Ledger ledger) {
        LedgerJson json = new LedgerJson();
        json.ledger(ledger);
        return json.out.toString();
    }

    private void ledger(Ledger ledger) {
        out.append('{');
        text("source", ledger.source());
        text("linktype", ledger.linktype());
        name("seconds").append(String.format(Locale.ROOT, "%.3f", ledger.seconds()));
        Kernel kernel = ledger.kernel();
        if (kernel != null) {
            open("kernel");
            number("received", kernel.received());
            number("dropped", kernel.dropped());
            number("interfaceDropped", kernel.interfaceDropped());
            number("unread", kernel.unread());
            out.append('}');
        }
        number("taken", ledger.taken());
        number("resumed", ledger.resumed());
        number("handled", ledger.handled());
        number("failed", ledger.failed());
        number("abandoned", ledger.abandoned());
        number("queued", ledger.queued());
        number("inFlight", ledger.inFlight());
        number("spooled", ledger.spooled());
        open("shed");
        number("newest", ledger.shed().newest());
        number("oldest", ledger.shed().oldest());
        number("aged", ledger.shed().aged());
        number("codel", ledger.shed().codel());
        number("sampled", ledger.shed().sampled());
        number("spool", ledger.shed().spool());
        out.append('}');
        number("truncated", ledger.truncated());
        number("stuck", ledger.incidents().stuck());
        number("retried", ledger.incidents().retried());
        number("deadLettered", ledger.incidents().deadLettered());
        number("unwritten", ledger.incidents().unwritten());
        percentiles("ageMicros", ledger.age());
        percentiles("serviceMicros", ledger.service());
        open("queue");
        number("peakBytes", ledger.queue().peakBytes());
        number("limitBytes", ledger.queue().limitBytes());
        out.append('}');
        open("workers");
        number("now", ledger.workers().now());
        number("peak", ledger.workers().peak());
        out.append('}');
        name("balanced").append(ledger.balanced());
        out.append('}');
    }

    private void percentiles(String name, Percentiles percentiles) {
        open(name);
        number("p50", percentiles.p50());
        number("p99", percentiles.p99());
        number("p999", percentiles.p999());
        number("max", percentiles.max());
        out.append('}');
    }

    private void open(String name) {
        name(name).append('{');
    }

    private void number(String name, long value) {
        if (value != Ledger.ABSENT) {
            name(name).append(value);
        }
    }

    private void text(String name, String value) {
        name(name).append('"');
        for (int i = 0; i < value.length(); i++) {
            character(value.charAt(i));
        }
        out.append('"');
    }

    private void character(char c) {
        if (c == '"' || c == '\\') {
            out.append('\\').append(c);
        } else if (c < ' ') {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
        } else {
            out.append(c);
        }
    }

    private StringBuilder name(String name) {
        char last = out.charAt(out.length() - 1);
        if (last != '{') {
            out.append(',');
        }
        return out.append('"').append(name).append("\":");
    }
}
