package io.millrace.cli.print;

import static io.millrace.cli.print.Packets.eth;
import static io.millrace.cli.print.Packets.hex;
import static io.millrace.cli.print.Packets.tcp4;
import static io.millrace.cli.print.Packets.udp4;
import static io.millrace.cli.print.Packets.udp6;
import static io.millrace.cli.print.Packets.vlan;

import io.millrace.protocol.Linktype;
import org.junit.jupiter.api.Test;

class EthernetTest {
    private static final byte[] DATA = hex("c0ffee0d0a21");

    @Test
    void shouldPrintFramesAsTcpdumpDoes() {
        Tcpdump.of(
                        Linktype.EN10MB,
                        eth(0x800, udp4(4711, 9, DATA)),
                        eth(0x86dd, udp6(4711, 9, DATA)),
                        eth(0x800, tcp4(4711, 9, DATA)),
                        eth(0x800, tcp4(4711, 9, hex(""))),
                        eth(0x1234, DATA))
                .assertAlike("", "-e", "-q", "-e -q", "-v", "-e -v", "-x", "-xx", "-X", "-XX", "-A", "-AA");
    }

    @Test
    void shouldPrintTagsAsTcpdumpDoes() {
        byte[] ip = udp4(4711, 9, DATA);
        Tcpdump.of(
                        Linktype.EN10MB,
                        eth(0x8100, vlan(100, 0x800, ip)),
                        eth(0x8100, vlan(0xf064, 0x800, ip)),
                        eth(0x88a8, vlan(0x2064, 0x8100, vlan(7, 0x800, ip))),
                        eth(0x9100, vlan(0x2064, 0x9200, vlan(7, 0x800, ip))),
                        eth(0x8100, vlan(100, 0x1234, DATA)))
                .assertAlike("", "-e", "-q", "-e -q", "-v", "-e -v", "-x", "-xx");
    }
}
