package io.millrace.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.names.NameBook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * The oracle: what tcpdump prints of packets, to compare with what is printed here.
 *
 * <p>The packets are in a savefile, captured at 2023-11-14 22:13:20.000042 UTC and each 1.000001 seconds later.
 */
final class Tcpdump {
    private static final long FIRST_NANOS = 1_700_000_000_000_042_000L;
    private static final long STEP_NANOS = 1_000_001_000L;
    private static final int NANOSECOND_MAGIC = 0xa1b23c4d;

    private final int linktype;
    private final List<byte[]> packets = new ArrayList<>();
    private final List<Integer> lengths = new ArrayList<>();

    private Tcpdump(int linktype) {
        this.linktype = linktype;
    }

    /** Packets of a link-layer type, captured whole. */
    static Tcpdump of(int linktype, byte[]... packets) {
        Tcpdump all = new Tcpdump(linktype);
        for (byte[] packet : packets) {
            all.and(packet, packet.length);
        }
        return all;
    }

    /** These packets, and each of them cut off behind each of its bytes. */
    static Tcpdump truncated(int linktype, byte[]... packets) {
        Tcpdump all = new Tcpdump(linktype);
        for (byte[] packet : packets) {
            for (int captured = 1; captured <= packet.length; captured++) {
                all.and(Arrays.copyOf(packet, captured), packet.length);
            }
        }
        return all;
    }

    /** One more packet, of which these bytes were captured. */
    Tcpdump and(byte[] captured, int length) {
        packets.add(captured);
        lengths.add(length);
        return this;
    }

    /**
     * Asserts that tcpdump prints the same with each of these sets of options; {@code "-v -e"} is one set. Names are told
     * only with those of {@link #assertAlikeNamed}.
     */
    void assertAlike(String... optionSets) {
        for (String options : optionSets) {
            assertThat(String.join("\n", ours(options)))
                    .as("tcpdump %s", options)
                    .isEqualTo(theirs(options));
        }
    }

    /** Asserts that tcpdump prints the same, with the names that this system knows. */
    void assertAlikeNamed(String... optionSets) {
        NameBook names = NameBook.ofSystem(address -> true, true);
        for (String options : optionSets) {
            assertThat(String.join("\n", ours(options, names)))
                    .as("tcpdump %s, with names", options)
                    .isEqualTo(theirs(options, true));
        }
    }

    /** What is printed here without names, a text for each packet. */
    List<String> ours(String options) {
        return ours(options, () -> Names.NUMERIC);
    }

    private List<String> ours(String options, Supplier<Names> names) {
        PacketPrinter printer = new PacketPrinter(style(options), names, ZoneOffset.UTC);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < packets.size(); i++) {
            Bytes packet = Bytes.of(packets.get(i), lengths.get(i));
            texts.add(printer.text(printer.draft(nanos(i), linktype, packet)));
        }
        return texts;
    }

    /** What tcpdump prints of all packets without names, and without the last line end. */
    String theirs(String options) {
        return theirs(options, false);
    }

    private String theirs(String options, boolean named) {
        try {
            Path file = Files.createTempFile("tcpdump", ".pcap");
            try {
                Files.write(file, savefile());
                return run(file, named ? options : "-n " + options);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String run(Path file, String options) throws IOException {
        List<String> command = new ArrayList<>(List.of("tcpdump", "-r", file.toString()));
        if (!options.isBlank()) {
            command.addAll(List.of(options.strip().split(" +")));
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("TZ", "UTC");
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(text).as("what %s says", command).endsWith("\n");
        return text.substring(0, text.length() - 1);
    }

    private byte[] savefile() {
        int bytes = 24 + packets.stream().mapToInt(packet -> 16 + packet.length).sum();
        ByteBuffer file = ByteBuffer.allocate(bytes);
        file.putInt(NANOSECOND_MAGIC).putShort((short) 2).putShort((short) 4).putLong(0);
        file.putInt(262_144).putInt(linktype);
        for (int i = 0; i < packets.size(); i++) {
            file.putInt((int) (nanos(i) / 1_000_000_000)).putInt((int) (nanos(i) % 1_000_000_000));
            file.putInt(packets.get(i).length).putInt(lengths.get(i)).put(packets.get(i));
        }
        return file.array();
    }

    private static long nanos(int packet) {
        return FIRST_NANOS + packet * STEP_NANOS;
    }

    static Style style(String options) {
        int verbosity = 0;
        boolean quick = false;
        boolean link = false;
        boolean absolute = false;
        boolean numbers = false;
        boolean nano = false;
        TimeStyle time = TimeStyle.CLOCK;
        Dump dump = Dump.NONE;
        for (String option : options.isBlank() ? new String[0] : options.strip().split(" +")) {
            switch (option) {
                case "-v", "-vv", "-vvv" -> verbosity = option.length() - 1;
                case "-q" -> quick = true;
                case "-e" -> link = true;
                case "-S" -> absolute = true;
                case "-#" -> numbers = true;
                case "--nano" -> nano = true;
                case "-t" -> time = TimeStyle.NONE;
                case "-tt" -> time = TimeStyle.EPOCH;
                case "-ttt" -> time = TimeStyle.SINCE_PREVIOUS;
                case "-tttt" -> time = TimeStyle.DATE;
                case "-ttttt" -> time = TimeStyle.SINCE_FIRST;
                case "-x" -> dump = Dump.HEX;
                case "-xx" -> dump = Dump.HEX_LINK;
                case "-X" -> dump = Dump.HEX_ASCII;
                case "-XX" -> dump = Dump.HEX_ASCII_LINK;
                case "-A" -> dump = Dump.ASCII;
                case "-AA" -> dump = Dump.ASCII_LINK;
                default -> throw new IllegalArgumentException(option);
            }
        }
        return new Style(verbosity, quick, link, dump, time, absolute, numbers, nano);
    }
}
