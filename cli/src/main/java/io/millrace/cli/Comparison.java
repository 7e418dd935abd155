package io.millrace.cli;

import io.millrace.Ledger;
import io.millrace.Ledger.Kernel;
import java.util.Locale;

/**
 * The two captures of the demo side by side.
 *
 * @param sent packets that the generator sent
 * @param millrace Millrace's accounts
 * @param textbook what the textbook's capture did
 */
record Comparison(long sent, Ledger millrace, TextbookResult textbook) {
    /**
     * What the textbook's capture did.
     *
     * @param received packets the kernel had for it, with those dropped and unread
     * @param dropped packets that found its buffer full
     * @param handled packets that were handled
     * @param unread packets that still lay in its buffer at the end
     * @param ageP50Micros half of those handled were at most so old
     * @param ageP99Micros 99 of a hundred were at most so old
     */
    record TextbookResult(
            long received, long dropped, long handled, long unread, long ageP50Micros, long ageP99Micros) {}

    /** A table, and one sentence on what it means. */
    String text() {
        StringBuilder out = new StringBuilder(1024);
        Kernel kernel = millrace.kernel();
        row(out, "", "Millrace", "textbook");
        row(out, "sent", Figures.count(sent), Figures.count(sent));
        if (kernel != null) {
            counts(out, "kernel received", kernel.received(), textbook.received());
            counts(out, "kernel dropped", kernel.dropped(), textbook.dropped());
            counts(out, "left unread", kernel.unread(), textbook.unread());
        }
        counts(out, "handled", millrace.handled(), textbook.handled());
        counts(out, "shed, failed, abandoned", lost(), 0);
        row(out, "", Figures.share(millrace.handled(), sent), Figures.share(textbook.handled(), sent));
        micros(out, "age p50", millrace.age().p50(), textbook.ageP50Micros());
        micros(out, "age p99", millrace.age().p99(), textbook.ageP99Micros());
        return out.append(System.lineSeparator())
                .append(meaning())
                .append(System.lineSeparator())
                .toString();
    }

    private long lost() {
        return millrace.shed().total() + millrace.failed() + millrace.abandoned();
    }

    private String meaning() {
        return String.format(
                Locale.ROOT,
                "The handler waits 1 ms for each packet. Called on the capture thread it holds up every packet behind it,"
                        + "%nso the kernel's buffer filled and %s packets were lost; Millrace took each packet at once,"
                        + " handled %s of them%non up to %s workers, the flows in order, and can say where every packet"
                        + " went.",
                Figures.count(sent - textbook.handled()),
                millrace.handled() == sent ? "all" : Figures.share(millrace.handled(), sent),
                Figures.count(millrace.workers().peak()));
    }

    private static void counts(StringBuilder out, String name, long ours, long theirs) {
        row(out, name, told(ours), told(theirs));
    }

    private static String told(long packets) {
        return packets == Ledger.ABSENT ? "not told" : Figures.count(packets);
    }

    private static void micros(StringBuilder out, String name, long ours, long theirs) {
        row(out, name, Figures.micros(ours), Figures.micros(theirs));
    }

    private static void row(StringBuilder out, String name, String ours, String theirs) {
        out.append(String.format(Locale.ROOT, "  %-24s%14s%14s%n", name, ours, theirs));
    }
}
