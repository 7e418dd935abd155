package io.millrace.savefile;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.millrace.savefile.SavefileCopy.Terms;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.ValueLayout;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Copies of any bytes at all. The first byte says what is changed on the way, the others are the file. Whatever is written
 * is a sound file with the packets that were read, and a copy of a copy is the same. Searches for new inputs with {@code
 * JAZZER_FUZZ=1}.
 */
class CopyFuzzTest {
    private static final int[] SNAPLENS = {Integer.MAX_VALUE, 40, 1, 65_535};
    private static final @Nullable ChronoUnit[] UNITS = {null, ChronoUnit.NANOS, ChronoUnit.MICROS, null};

    @FuzzTest(maxDuration = "60s")
    void shouldWriteASoundFileOfAnyBytes(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] file = Arrays.copyOfRange(input, 1, input.length);
        SavefileFormat format = (input[0] & 1) == 0 ? SavefileFormat.PCAPNG : SavefileFormat.PCAP;
        int snaplen = SNAPLENS[(input[0] >>> 4) & 3];
        Terms terms = new Terms(
                snaplen, UNITS[(input[0] >>> 2) & 3], (input[0] & 2) != 0, Options.NONE, 0, (input[0] & 0x40) != 0);
        List<String> given = new ArrayList<>();
        byte[] copy = copied(file, format, terms, given);
        assertThat(copy == null ? List.of() : packets(copy, snaplen)).isEqualTo(given);

        byte[] same = copy == null ? null : copied(file, SavefileFormat.PCAPNG, Terms.ALL, new ArrayList<>());
        if (same != null) {
            assertThat(copied(same, SavefileFormat.PCAPNG, Terms.ALL, new ArrayList<>()))
                    .isEqualTo(same);
        }
    }

    /** What was written, null if there was no file; what is told of the packets is added to a list. */
    private static byte @Nullable [] copied(byte[] file, SavefileFormat format, Terms terms, List<String> given) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (SavefileReader reader = SavefileReader.of(new ByteArrayInputStream(file), "in");
                SavefileCopy copy = SavefileCopy.to(format, terms)) {
            copy.begin(SavefileTarget.stream(out, "out"));
            copy.attach(reader);
            while (reader.next()) {
                copy.packet(reader);
                given.add(told(reader, terms.snaplen()));
            }
        } catch (SavefileException end) {
            assertThat(end.getMessage()).doesNotContain("null");
        }
        return out.size() == 0 ? null : out.toByteArray();
    }

    private static List<String> packets(byte[] file, int snaplen) {
        List<String> packets = new ArrayList<>();
        try (SavefileReader reader = SavefileReader.of(new ByteArrayInputStream(file), "copy")) {
            while (reader.next()) {
                packets.add(told(reader, snaplen));
            }
        }
        return packets;
    }

    private static String told(SavefileReader reader, int snaplen) {
        int caplen = Math.min(snaplen, reader.caplen());
        byte[] bytes = reader.memory().asSlice(reader.offset(), caplen).toArray(ValueLayout.JAVA_BYTE);
        return reader.packetInterface().linktype() + " " + reader.len() + " " + Arrays.hashCode(bytes);
    }
}
