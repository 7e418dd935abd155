package io.millrace.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.millrace.protocol.Linktype;
import java.util.Arrays;
import java.util.List;

/** Any bytes at all. Runs the kept inputs as tests, and searches for new ones with {@code JAZZER_FUZZ=1}. */
class PacketsFuzzTest {
    private static final int[] LINKTYPES = {
        Linktype.EN10MB,
        Linktype.RAW,
        Linktype.IPV4,
        Linktype.IPV6,
        Linktype.NULL,
        Linktype.LOOP,
        Linktype.LINUX_SLL,
        Linktype.LINUX_SLL2
    };

    private static final List<Dump> DUMPS = List.of(Dump.values());

    /** A byte is told in so many characters at most. */
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
        Dump dump = DUMPS.get((input[1] >>> 4 & 0xf) % DUMPS.size());
        Style style = new Style(input[1] & 3, quick, link, dump, TimeStyle.SINCE_PREVIOUS, false, true, false);
        byte[] packet = Arrays.copyOfRange(input, 3, input.length);
        int length = packet.length + Byte.toUnsignedInt(input[2]);
        PacketPrinter printer = new PacketPrinter(style, () -> Names.NUMERIC);
        String text = printer.text(printer.draft(0, linktype, Bytes.of(packet, length)));
        assertThat(text).startsWith("    1   00:00:00.000000 ").hasSizeLessThan(1000 + CHARACTERS_PER_BYTE * length);
    }
}
