package io.millrace.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.millrace.protocol.Linktype;
import java.util.Arrays;

/** Any bytes at all. Runs the kept inputs as tests, and searches for new ones with {@code JAZZER_FUZZ=1}. */
class TunnelsFuzzTest {
    private static final int[] LINKTYPES = {
        Linktype.EN10MB, Linktype.PPP, TunnelPackets.PPP_SERIAL, TunnelPackets.PPP_OVER_ETHERNET
    };

    /** A byte is told in so many characters at most: a part of a message without content has a line of its own. */
    private static final int CHARACTERS_PER_BYTE = 200;

    /** The first byte chooses the link layer, the second the options, the third how many bytes are missing. */
    @FuzzTest(maxDuration = "60s")
    void shouldPrintAnyBytes(byte[] input) {
        if (input.length < 3) {
            return;
        }
        int linktype = LINKTYPES[Byte.toUnsignedInt(input[0]) % LINKTYPES.length];
        boolean quick = (input[1] & 4) != 0;
        boolean link = (input[1] & 8) != 0;
        Style style = new Style(input[1] & 3, quick, link, Dump.NONE, TimeStyle.NONE, false, false, false);
        byte[] packet = Arrays.copyOfRange(input, 3, input.length);
        int length = packet.length + Byte.toUnsignedInt(input[2]);
        PacketPrinter printer = new PacketPrinter(style, () -> Names.NUMERIC);
        String text = printer.text(printer.draft(0, linktype, Bytes.of(packet, length)));
        assertThat(text).hasSizeLessThan(1000 + CHARACTERS_PER_BYTE * length);
    }
}
