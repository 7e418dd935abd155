package io.millrace.cli.print;

import static io.millrace.cli.print.Packets.A_MAC;
import static io.millrace.cli.print.Packets.eth;
import static io.millrace.cli.print.Packets.hex;
import static io.millrace.cli.print.Packets.join;
import static io.millrace.cli.print.Packets.tcp4;
import static io.millrace.cli.print.Packets.u16;
import static io.millrace.cli.print.Packets.udp4;
import static io.millrace.cli.print.Packets.udp6;
import static io.millrace.cli.print.Packets.vlan;

import io.millrace.protocol.Linktype;
import org.junit.jupiter.api.Test;

/** Link layers other than Ethernet, and dumps of what is behind each of them. */
class LinkTest {
    private static final String[] OPTIONS = {"", "-e", "-q", "-e -q", "-x", "-xx", "-X", "-XX", "-A", "-AA"};
    private static final byte[] DATA = hex("c0ffee0d0a2120410d620d");
    private static final byte[] UDP = udp4(4711, 9, DATA);

    @Test
    void shouldPrintTheLoopbackOfBsdAsTcpdumpDoes() {
        Tcpdump.of(
                        Linktype.NULL,
                        join("02000000", UDP),
                        join("00000002", UDP),
                        join("1e000000", udp6(4711, 9, DATA)),
                        join("0000001c", udp6(4711, 9, DATA)),
                        join("0a000000", DATA),
                        join("4d000000", DATA))
                .assertAlike(OPTIONS);
        Tcpdump.of(Linktype.LOOP, join("00000002", UDP), join("00000018", udp6(4711, 9, DATA)), join("0000004d", DATA))
                .assertAlike(OPTIONS);
    }

    @Test
    void shouldPrintRawIpAsTcpdumpDoes() {
        Tcpdump.of(Linktype.RAW, UDP, udp6(4711, 9, DATA), hex("50616263")).assertAlike(OPTIONS);
    }

    @Test
    void shouldPrintLinuxCookedAsTcpdumpDoes() {
        Tcpdump.of(
                        Linktype.LINUX_SLL,
                        sll(0, 6, 0x0800, UDP),
                        sll(1, 6, 0x0800, UDP),
                        sll(2, 6, 0x86dd, udp6(4711, 9, DATA)),
                        sll(3, 6, 0x1234, DATA),
                        sll(4, 0, 0x0800, UDP),
                        sll(7, 8, 0x0800, UDP),
                        sll(0, 6, 0x0002, DATA),
                        sll(0, 6, 0x88a8, vlan(7, 0x0800, UDP)),
                        sll(0, 6, 0x8100, vlan(0x2064, 0x0800, UDP)),
                        sll(0, 6, 0x8100, vlan(0x2064, 0x1234, DATA)))
                .assertAlike(OPTIONS);
    }

    @Test
    void shouldPrintLinuxCookedOfTheSecondVersionAsTcpdumpDoes() {
        Tcpdump.of(
                        Linktype.LINUX_SLL2,
                        sll2(1, 0, 6, 0x0800, UDP),
                        sll2(9999, 4, 6, 0x0800, UDP),
                        sll2(1, 3, 6, 0x1234, DATA),
                        sll2(1, 9, 0, 0x86dd, udp6(4711, 9, DATA)),
                        sll2(1, 1, 6, 0x8100, vlan(0x2064, 0x0800, UDP)))
                .assertAlike(OPTIONS);
    }

    @Test
    void shouldMarkWhatIsTruncatedAsTcpdumpDoes() {
        byte[] tcp = tcp4(4711, 9, DATA);
        Tcpdump.truncated(Linktype.NULL, join("02000000", tcp)).assertAlike("", "-e", "-xx");
        Tcpdump.truncated(Linktype.RAW, tcp).assertAlike("", "-e", "-xx");
        Tcpdump.truncated(Linktype.LINUX_SLL, sll(0, 6, 0x8100, vlan(7, 0x0800, tcp)))
                .assertAlike("", "-e");
        Tcpdump.truncated(Linktype.LINUX_SLL2, sll2(1, 0, 6, 0x0800, tcp)).assertAlike("", "-e");
        Tcpdump.truncated(Linktype.EN10MB, eth(0x8100, vlan(7, 0x0800, tcp))).assertAlike("", "-e", "-xx");
    }

    private static byte[] sll(int direction, int addressLength, int type, byte[] payload) {
        return join(u16(direction), u16(1), u16(addressLength), A_MAC, "0000", u16(type), payload);
    }

    private static byte[] sll2(int device, int direction, int addressLength, int type, byte[] payload) {
        byte[] kind = {(byte) direction, (byte) addressLength};
        return join(u16(type), "00000000", u16(device), u16(1), kind, A_MAC, "0000", payload);
    }
}
