package io.millrace.cli.print;

import static io.millrace.cli.print.Packets.eth;
import static io.millrace.cli.print.Packets.hex;
import static io.millrace.cli.print.Packets.udp4;

import io.millrace.protocol.Linktype;
import org.junit.jupiter.api.Test;

class PacketPrinterTest {
    private static final byte[] FRAME = eth(0x800, udp4(4711, 9, hex("c0ffee0d0a21")));

    @Test
    void shouldTellTheTimeInEveryForm() {
        Tcpdump.of(Linktype.EN10MB, FRAME, FRAME, FRAME)
                .assertAlike("", "-t", "-tt", "-ttt", "-tttt", "-ttttt", "--nano", "--nano -tt", "--nano -ttt");
    }

    @Test
    void shouldSayThatNothingWasCaptured() {
        Tcpdump.of(Linktype.EN10MB)
                .and(hex(""), 60)
                .and(hex(""), 0)
                .and(FRAME, FRAME.length)
                .assertAlike("", "-#", "-ttt", "-x");
    }

    @Test
    void shouldNumberPackets() {
        Tcpdump.of(Linktype.EN10MB, FRAME, FRAME, FRAME).assertAlike("-#", "-# -t", "-# -ttt");
    }
}
