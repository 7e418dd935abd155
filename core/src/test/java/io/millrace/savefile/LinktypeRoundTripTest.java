package io.millrace.savefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.savefile.SavefileCopy.Terms;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files of a link type, in either byte order and either precision, through a copy to either format and then through tcpdump:
 * the same packets to the byte and the nanosecond, of the same link type. Of those that Wireshark knows, through editcap
 * too.
 */
@Timeout(120)
class LinktypeRoundTripTest {
    private static final int PACKETS = 5;

    @TempDir
    private Path folder;

    private static byte[] frame(int number) {
        byte[] frame = new byte[64 + (number * 5)];
        new Random(number).nextBytes(frame);
        return frame;
    }

    private static byte[] pcap(int linktype, ByteOrder order, boolean nanos) {
        MadePcap file = new MadePcap(order, nanos ? MadePcap.NANOS : MadePcap.MICROS, 2, 4, 262_144, linktype);
        for (int i = 0; i < PACKETS; i++) {
            file.packet(1_700_000_000 + i, 123_456 + i, frame(i).length, 1_000 + i, frame(i));
        }
        return file.bytes();
    }

    private static byte[] pcapng(int linktype, ByteOrder order, boolean nanos) {
        MadePcapng file = new MadePcapng(order).section();
        if (nanos) {
            file.description(linktype, 262_144, OptionCode.IF_TSRESOL, (byte) 9);
        } else {
            file.description(linktype, 262_144);
        }
        long unitsPerSecond = nanos ? 1_000_000_000L : 1_000_000L;
        for (int i = 0; i < PACKETS; i++) {
            long units = ((1_700_000_000L + i) * unitsPerSecond) + 123_456 + i;
            file.packet(0, units, frame(i), 1_000 + i);
        }
        return file.bytes();
    }

    private static List<String> packets(Path file) {
        List<String> packets = new ArrayList<>();
        try (SavefileReader reader = SavefileReader.open(file)) {
            while (reader.next()) {
                packets.add(reader.packetInterface().linktype() + " " + Seen.of(reader));
            }
        }
        return packets;
    }

    private Path copied(Path file, SavefileFormat format) {
        Path copy = folder.resolve("copy");
        SavefileCopy copying = SavefileCopy.to(format, Terms.ALL);
        copying.begin(SavefileTarget.file(copy));
        try (copying;
                SavefileReader reader = SavefileReader.open(file)) {
            copying.attach(reader);
            while (reader.next()) {
                copying.packet(reader);
            }
        }
        return copy;
    }

    /** tcpdump and editcap refuse these. */
    @ParameterizedTest
    @ValueSource(ints = {4_711, 65_535})
    void shouldKeepATypeThatNobodyHasDefined(int linktype) throws Exception {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            for (byte[] bytes : List.of(pcap(linktype, order, true), pcapng(linktype, order, true))) {
                Path file = Files.write(folder.resolve("file"), bytes);
                List<String> wanted = packets(file);
                assertThat(wanted).hasSize(PACKETS).allMatch(line -> line.startsWith(linktype + " "));
                for (SavefileFormat format : SavefileFormat.values()) {
                    assertThat(packets(copied(file, format))).isEqualTo(wanted);
                }
            }
        }
    }

    /** NULL to LINUX_SLL2 and frame relay; types for users. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9, 101, 105, 107, 108, 113, 127, 147, 162, 220, 228, 229, 239, 276})
    void shouldComeBackFromTcpdumpAsItWas(int linktype) throws Exception {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            for (boolean nanos : List.of(false, true)) {
                for (byte[] bytes : List.of(pcap(linktype, order, nanos), pcapng(linktype, order, nanos))) {
                    Path file = Files.write(folder.resolve("file"), bytes);
                    List<String> wanted = packets(file);
                    assertThat(wanted).hasSize(PACKETS).allMatch(line -> line.startsWith(linktype + " "));
                    throughTcpdump(copied(file, SavefileFormat.PCAP), wanted, nanos);
                    Path same = copied(file, SavefileFormat.PCAPNG);
                    assertThat(packets(same)).isEqualTo(wanted);
                    if (order == ByteOrder.nativeOrder()) { // libpcap turns some headers that are of another order
                        throughTcpdump(same, wanted, nanos);
                    }
                }
            }
        }
    }

    private void throughTcpdump(Path file, List<String> wanted, boolean nanos)
            throws IOException, InterruptedException {
        Path back = folder.resolve("back");
        String precision = "--time-stamp-precision=" + (nanos ? "nano" : "micro");
        Tshark.run("tcpdump", precision, "-r", file.toString(), "-w", back.toString());
        assertThat(packets(back)).isEqualTo(wanted);
    }

    /** Without those that have a header of which Wireshark keeps something apart, and writes it anew. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9, 101, 105, 107, 108, 113, 127, 147, 162, 228, 229, 239, 276})
    void shouldComeBackFromEditcapAsItWas(int linktype) throws Exception {
        Path back = folder.resolve("back");
        for (boolean nanos : List.of(false, true)) {
            Path file = Files.write(folder.resolve("file"), pcapng(linktype, ByteOrder.nativeOrder(), nanos));
            List<String> wanted = packets(file);
            for (SavefileFormat format : SavefileFormat.values()) {
                for (String to : List.of("pcapng", "nsecpcap")) {
                    Tshark.run("editcap", "-F", to, copied(file, format).toString(), back.toString());
                    assertThat(packets(back)).as("%s, %s", format, to).isEqualTo(wanted);
                }
            }
        }
    }
}
