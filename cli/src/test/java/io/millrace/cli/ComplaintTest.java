package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.CaptureException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ComplaintTest {
    @Test
    void shouldTellAMessageForUsersOnOneLine() {
        assertThat(Complaint.oneLine(new CaptureException("no device\n  name one")))
                .isEqualTo("no device; name one");
    }

    @Test
    void shouldNameTheKindOfWhatWasNotMeantForUsers() {
        assertThat(Complaint.oneLine(new NegativeArraySizeException("-2147483648")))
                .isEqualTo("java.lang.NegativeArraySizeException: -2147483648 (--debug shows where)");
        assertThat(Complaint.oneLine(new IllegalStateException()))
                .isEqualTo("java.lang.IllegalStateException (--debug shows where)");
    }

    @Test
    void shouldSayWhatHelpsWhenMemoryIsShort() {
        StringWriter err = new StringWriter();

        int status = Complaint.failure(new PrintWriter(err), new OutOfMemoryError("Java heap space"), false);

        assertThat(status).isEqualTo(1);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines(
                        "millrace: out of memory: Java heap space; ask for a smaller --queue-bytes, or"
                                + " for more heap with MILLRACE_JAVA_OPTS=-Xmx2g");
    }

    @Test
    void shouldShowAnExcerptAsItIs() {
        StringWriter err = new StringWriter();

        int status = Complaint.failure(
                new PrintWriter(err),
                new CaptureException("filter: syntax error\n (see pcap-filter(7))\n    udp  prot 53\n         ^"),
                false);

        assertThat(status).isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly(
                        "millrace: filter: syntax error; (see pcap-filter(7))", "    udp  prot 53", "         ^");
    }
}
