package io.millrace.cli.print;

import static io.millrace.cli.print.Packets.eth;
import static io.millrace.cli.print.Packets.tcp4;
import static io.millrace.cli.print.Packets.udp4;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.millrace.protocol.Linktype;
import java.util.Arrays;

/** Any bytes at all, on the port of each protocol. Searches for new inputs with {@code JAZZER_FUZZ=1}. */
class ApplicationsFuzzTest {
    private static final int[] UDP_PORTS = {53, 67, 69, 123, 161, 179, 500, 514, 520, 547, 1812, 4500, 5060, 5353};
    private static final int[] TCP_PORTS = {21, 22, 25, 53, 80, 179, 443, 554};
    private static final int MOST_DATA = 1400;

    /** A name of DNS may be told by each pointer to it; no other byte is told at such length. */
    private static final int CHARACTERS_PER_BYTE = 1000;

    /** The first byte chooses the port, the second the options, the third how many bytes are missing. */
    @FuzzTest(maxDuration = "60s")
    void shouldPrintAnyBytes(byte[] input) {
        if (input.length < 3) {
            return;
        }
        byte[] data = Arrays.copyOfRange(input, 3, Math.min(input.length, MOST_DATA));
        int choice = Byte.toUnsignedInt(input[0]) % (UDP_PORTS.length + TCP_PORTS.length);
        byte[] packet = choice < UDP_PORTS.length
                ? udp4(4711, UDP_PORTS[choice], data)
                : tcp4(4711, TCP_PORTS[choice - UDP_PORTS.length], data);
        byte[] frame = eth(0x800, packet);
        int captured = Math.max(0, frame.length - Byte.toUnsignedInt(input[2]));
        Style style = new Style(input[1] & 3, false, false, Dump.NONE, TimeStyle.NONE, false, false, false);
        PacketPrinter printer = new PacketPrinter(style, () -> Names.NUMERIC);
        Bytes bytes = Bytes.of(Arrays.copyOf(frame, captured), frame.length);
        String text = printer.text(printer.draft(0, Linktype.EN10MB, bytes));
        assertThat(text).hasSizeLessThan(1000 + CHARACTERS_PER_BYTE * data.length);
    }
}
