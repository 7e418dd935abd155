package io.millrace.cli.print;

import static io.millrace.cli.print.DnsMessages.ascii;
import static io.millrace.cli.print.Packets.join;
import static io.millrace.cli.print.Packets.u32;

import io.millrace.protocol.Linktype;
import org.junit.jupiter.api.Test;

class ApplicationsTest {
    @Test
    void shouldPrintProtocolsOfText() {
        assertAlike(ApplicationPackets.lines());
    }

    @Test
    void shouldPrintSyslog() {
        assertAlike(ApplicationPackets.syslog());
    }

    @Test
    void shouldPrintTftp() {
        assertAlike(ApplicationPackets.tftp());
    }

    @Test
    void shouldPrintNtp() {
        assertAlike(ApplicationPackets.ntp());
    }

    @Test
    void shouldPrintDhcp() {
        assertAlike(ApplicationPackets.dhcp());
    }

    @Test
    void shouldPrintEveryOptionOfDhcpOfAnyLength() {
        byte[][] data = {
            {}, {1}, ascii("ab"), u32(0x101), u32(-2), ascii("abcde"), ascii("12345678"), join("200a0000010a000002")
        };
        for (byte[] bytes : data) {
            Tcpdump.of(Linktype.EN10MB, ApplicationPackets.dhcpOptions(bytes)).assertAlike("-v", "-vvv");
        }
    }

    private static void assertAlike(byte[][] frames) {
        Tcpdump.of(Linktype.EN10MB, frames).assertAlike("", "-v", "-vv", "-vvv", "-q");
    }
}
