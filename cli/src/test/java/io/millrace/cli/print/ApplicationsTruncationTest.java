package io.millrace.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.protocol.Linktype;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every packet of applications, cut behind each of its bytes. */
class ApplicationsTruncationTest {
    @Test
    void shouldMarkTextThatWasCut() {
        assertAlike(ApplicationPackets.lines());
    }

    @Test
    void shouldMarkDatagramsThatWereCut() {
        assertAlike(ApplicationPackets.syslog());
        assertAlike(ApplicationPackets.tftp());
        assertAlike(ApplicationPackets.ntp());
        assertAlike(ApplicationPackets.dhcp());
    }

    /**
     * One exception: where the last record of a section is cut within its first ten bytes, tcpdump takes it for printed. Here
     * it is marked.
     */
    @Test
    void shouldMarkDnsThatWasCut() {
        byte[] message = DnsMessages.full();
        Tcpdump cuts = Tcpdump.truncated(
                Linktype.EN10MB, ApplicationPackets.dns(message), ApplicationPackets.dnsOverTcp(message));
        for (String options : new String[] {"", "-v", "-vv"}) {
            List<String> ours = String.join("\n", cuts.ours(options)).lines().toList();
            List<String> theirs = cuts.theirs(options).lines().toList();
            assertThat(ours).hasSameSizeAs(theirs);
            int exceptions = 0;
            for (int i = 0; i < ours.size(); i++) {
                String unmarked = ours.get(i).replaceFirst(" \\[\\|domain]$", "");
                boolean exception = theirs.get(i).equals(unmarked + " (" + message.length + ")");
                exceptions += exception ? 1 : 0;
                assertThat(ours.get(i)).isEqualTo(exception ? unmarked + " [|domain]" : theirs.get(i));
            }
            assertThat(exceptions).isBetween(2, 22);
        }
    }

    private static void assertAlike(byte[][] frames) {
        Tcpdump.truncated(Linktype.EN10MB, frames).assertAlike("", "-v", "-vv");
    }
}
