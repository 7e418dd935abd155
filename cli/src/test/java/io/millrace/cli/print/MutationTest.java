package io.millrace.cli.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.millrace.protocol.Linktype;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Packets of every protocol that is printed, changed at random. Whatever they are: nothing is thrown, nothing hangs, what is
 * printed has a bound, and no character of theirs could make a terminal do anything.
 *
 * <p>Seeded, so that a failure can be repeated; {@code -Dmillrace.mutations=N} changes each packet N times.
 */
class MutationTest {
    private static final long SEED = 20_261_124;
    private static final int MUTATIONS = Integer.getInteger("millrace.mutations", 60);
    private static final int[] LINKTYPES = {
        Linktype.EN10MB,
        Linktype.RAW,
        Linktype.NULL,
        Linktype.LOOP,
        Linktype.LINUX_SLL,
        Linktype.LINUX_SLL2,
        Linktype.PPP,
        TunnelPackets.PPP_SERIAL,
        TunnelPackets.PPP_OVER_ETHERNET
    };
    /** Values at which lengths and counts go wrong. */
    private static final int[] ODD = {0, 1, 2, 3, 4, 0x3f, 0x7f, 0x80, 0xc0, 0xfe, 0xff};

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** A name of DNS may be told by each pointer to it, which takes two bytes; no other byte is told at such length. */
    private static final int CHARACTERS_PER_BYTE = 700;

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);

    @ParameterizedTest
    @ValueSource(strings = {"", "-e -#", "-q", "-v", "-vv -e", "-vvv -X", "-A", "-xx -S"})
    void shouldPrintWhateverPacketsAre(String options) {
        List<byte[]> packets = packets();
        assertThat(packets).hasSizeGreaterThan(400);
        assertTimeoutPreemptively(LIMIT, () -> {
            PacketPrinter printer = new PacketPrinter(Tcpdump.style(options), () -> Names.NUMERIC);
            for (byte[] packet : packets) {
                for (int i = 0; i < MUTATIONS; i++) {
                    check(printer, mutated(packet, packets));
                }
            }
        });
    }

    private void check(PacketPrinter printer, byte[] packet) {
        int linktype = random.nextInt(4) > 0 ? Linktype.EN10MB : LINKTYPES[random.nextInt(LINKTYPES.length)];
        int length = packet.length + (random.nextInt(4) > 0 ? 0 : random.nextInt(2000));
        String text;
        try {
            text = printer.text(printer.draft(0, linktype, Bytes.of(packet, length)));
        } catch (RuntimeException | StackOverflowError e) {
            fail(
                    "link type " + linktype + ", length " + length + ": "
                            + HexFormat.of().formatHex(packet),
                    e);
            return;
        }
        if (text.length() > 1000 + CHARACTERS_PER_BYTE * length || !isHarmless(text)) {
            fail("link type " + linktype + ", length " + length + ": "
                    + HexFormat.of().formatHex(packet) + "\n" + text);
        }
    }

    /** Line ends and tabs are ours; there is nothing else that a terminal would take for a command. */
    private static boolean isHarmless(String text) {
        return text.chars()
                .allMatch(
                        character -> (character >= ' ' && character < 0x7f) || character == '\n' || character == '\t');
    }

    private byte[] mutated(byte[] packet, List<byte[]> others) {
        byte[] changed = packet.clone();
        int changes = 1 + random.nextInt(6);
        for (int i = 0; i < changes && changed.length > 0; i++) {
            int at = random.nextInt(changed.length);
            switch (random.nextInt(6)) {
                case 0 -> changed[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> changed[at] = (byte) random.nextInt(256);
                case 2, 3 -> changed[at] = (byte) ODD[random.nextInt(ODD.length)];
                case 4 -> changed = Arrays.copyOf(changed, at);
                default -> changed = spliced(changed, at, others.get(random.nextInt(others.size())));
            }
        }
        return changed;
    }

    /** The beginning of one packet, and the end of another. */
    private byte[] spliced(byte[] packet, int at, byte[] other) {
        int from = random.nextInt(other.length + 1);
        return Packets.join(Arrays.copyOf(packet, at), Arrays.copyOfRange(other, from, other.length));
    }

    private static List<byte[]> packets() {
        List<byte[]> packets = new ArrayList<>();
        TunnelPackets.all().forEach(packet -> packets.add(packet.bytes()));
        byte[] dns = DnsMessages.full();
        byte[][] lone = {
            ApplicationPackets.dns(dns), ApplicationPackets.dnsOverTcp(dns), ApplicationPackets.overUdp(5353, dns)
        };
        Stream.of(
                        lone,
                        ApplicationPackets.tls(),
                        ApplicationPackets.lines(),
                        ApplicationPackets.syslog(),
                        ApplicationPackets.tftp(),
                        ApplicationPackets.ntp(),
                        ApplicationPackets.dhcp(),
                        ApplicationPackets.dhcpOptions(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}))
                .forEach(frames -> packets.addAll(List.of(frames)));
        packets.addAll(seeds("PacketsFuzzTestInputs"));
        packets.addAll(seeds("TunnelsFuzzTestInputs"));
        return packets;
    }

    /** The packets in the kept inputs of a fuzz test: what is behind their first three bytes. */
    private static List<byte[]> seeds(String name) {
        Path folder = Path.of(
                MutationTest.class.getResource(name + "/shouldPrintAnyBytes").getPath());
        try (Stream<Path> files = Files.list(folder)) {
            List<byte[]> seeds = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                byte[] input = Files.readAllBytes(file);
                seeds.add(Arrays.copyOfRange(input, Math.min(3, input.length), input.length));
            }
            return seeds;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
