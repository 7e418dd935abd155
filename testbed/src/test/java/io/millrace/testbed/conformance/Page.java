package io.millrace.testbed.conformance;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The table as a page for people, in Markdown. */
final class Page {
    static final Path FILE = Path.of("..", "docs", "CONFORMANCE.md");

    private static final String BEGINNING = """
            # What libpcap promises, and what Millrace does

            Each row is a promise of libpcap and a test: the real C library and Millrace are put in the same situation, on the same
            wire or on the same savefile, and everything that they answer is compared: results, counts, and of each packet the
            lengths, the bytes and the timestamp. The promises are those of the manual pages of libpcap 1.10. Where the library does
            not do what its page says, the row says so, and it is the library that Millrace is held to.

            *On* tells what of Millrace a row is played on: `handle` is `io.millrace.pcap.Pcap` on a device, `savefile` the same on a
            file, `libpcap` and `afpacket` are captures by the engine from these sources. *Unlike C* says why Millrace does something
            else on purpose.

            The page is written from the rows in `testbed/src/test/resources/io/millrace/testbed/conformance`; CONTRIBUTING.md tells
            how to add one.

            """;

    private final StringBuilder text = new StringBuilder(BEGINNING);

    private Page() {}

    static String of(List<Promise> promises) {
        Page page = new Page();
        page.putSummary(promises);
        String function = "";
        for (Promise promise : promises) {
            if (!promise.function().equals(function)) {
                function = promise.function();
                page.putHeading(promise);
            }
            page.putRow(promise);
        }
        return page.text.toString();
    }

    private void putSummary(List<Promise> promises) {
        long tests =
                promises.stream().mapToLong(promise -> promise.kinds().size()).sum();
        long different = promises.stream().filter(Promise::differs).count();
        text.append("%d promises, %d tests; in %d rows Millrace differs on purpose.\n"
                .formatted(promises.size(), tests, different));
    }

    private void putHeading(Promise promise) {
        text.append("\n## ").append(promise.function()).append("\n\n");
        text.append("`").append(promise.page()).append("`\n\n");
        text.append("| row | when | then | on | unlike C |\n");
        text.append("| --- | --- | --- | --- | --- |\n");
    }

    private void putRow(Promise promise) {
        String on = promise.kinds().stream().map(SubjectKind::word).collect(Collectors.joining(", "));
        String cells = String.join(" | ", promise.id(), promise.condition(), promise.result(), on, promise.unlike());
        text.append(("| " + cells).stripTrailing()).append(" |\n");
    }
}
