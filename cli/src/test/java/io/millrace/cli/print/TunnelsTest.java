package io.millrace.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.print.TunnelPackets.Named;
import io.millrace.protocol.Linktype;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tunnels, what bridges and routers say to each other, and all else that {@link TunnelPackets} has. */
class TunnelsTest {
    static final int[] LINKTYPES = {
        Linktype.EN10MB, Linktype.PPP, TunnelPackets.PPP_SERIAL, TunnelPackets.PPP_OVER_ETHERNET
    };

    /** Packets that can carry themselves. */
    private static final Map<String, UnaryOperator<byte[]>> NESTS = Map.of(
            "IP", inner -> Packets.ipv4(4, inner),
            "GRE", inner -> Packets.ipv4(47, Packets.join("0000 0800", inner)),
            "NVGRE", inner -> Packets.ipv4(47, Packets.join("0000 6558", Packets.eth(0x800, inner))),
            "VXLAN", inner -> Packets.udp4(1, 4789, Packets.join("0800000000002a00", Packets.eth(0x800, inner))),
            "VXLAN-GPE", inner -> Packets.udp4(1, 4790, Packets.join("0c00000100002a00", inner)),
            "Geneve", inner -> Packets.udp4(1, 6081, Packets.join("0000080000002a00", inner)),
            "L2TP", inner -> Packets.udp4(1, 1701, Packets.join("000200010002 0021", inner)),
            "PIM", inner -> Packets.ipv4(103, Packets.join("2100000000000000", inner)),
            "AH", inner -> Packets.ipv4(51, Packets.join("0401000000000001 00000001", inner)));

    /** Lines that are shown before and behind the first difference. */
    private static final int AROUND = 4;

    @ParameterizedTest
    @ValueSource(strings = {"", "-e", "-q"})
    void shouldPrintPacketsAsTcpdumpDoes(String options) {
        for (int linktype : LINKTYPES) {
            Tcpdump packets = Tcpdump.of(linktype);
            of(linktype).forEach(packet -> packets.and(packet.bytes(), packet.bytes().length));
            assertAlike(packets, options);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-e", "-q"})
    void shouldMarkWherePacketsAreCutOffAsTcpdumpDoes(String options) {
        for (int linktype : LINKTYPES) {
            Tcpdump cuts = Tcpdump.of(linktype);
            of(linktype).forEach(packet -> addCuts(packet, cuts));
            assertAlike(cuts, options);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-v", "-v -e", "-vv", "-vv -q", "-vvv"})
    void shouldTellMoreOfPacketsAsTcpdumpDoes(String options) {
        for (int linktype : LINKTYPES) {
            Tcpdump packets = Tcpdump.of(linktype);
            of(linktype).filter(packet -> !isIpv6(packet)).forEach(packet -> addCuts(packet, packets));
            assertAlike(packets, options);
        }
    }

    @Test
    void shouldStopWherePacketsAreNestedTooDeep() {
        NESTS.forEach((name, around) -> {
            byte[] packet = {};
            while (packet.length < 65_000) {
                packet = around.apply(packet);
            }
            Tcpdump packets = Tcpdump.of(Linktype.RAW).and(packet, packet.length);
            assertThat(packets.ours("-vv").getFirst()).as(name).contains("[nested too deep]");
        });
    }

    /** What docs/TCPDUMP.md says of packets that are cut off. */
    private static boolean differsOnPurpose(String name, int captured) {
        return name.startsWith("L2TP data") && captured > 50;
    }

    static Stream<Named> of(int linktype) {
        return TunnelPackets.all().stream().filter(packet -> packet.linktype() == linktype);
    }

    /** The packet cut off behind each of its bytes, the last too. */
    private static void addCuts(Named packet, Tcpdump cuts) {
        byte[] bytes = packet.bytes();
        for (int captured = 1; captured <= bytes.length; captured++) {
            if (!differsOnPurpose(packet.name(), captured)) {
                cuts.and(Arrays.copyOf(bytes, captured), bytes.length);
            }
        }
    }

    /** IPv6 tells of its own header with {@code -v}; that is compared where IP is. */
    private static boolean isIpv6(Named packet) {
        return HexFormat.of().formatHex(packet.bytes()).contains(Packets.A6 + Packets.B6);
    }

    /** Compares line by line, so that a difference among thousands of packets can be read. */
    private static void assertAlike(Tcpdump packets, String options) {
        List<String> ours = String.join("\n", packets.ours(options)).lines().toList();
        List<String> theirs = packets.theirs(options).lines().toList();
        int first = 0;
        while (first < Math.min(ours.size(), theirs.size()) && ours.get(first).equals(theirs.get(first))) {
            first++;
        }
        assertThat(around(ours, first))
                .as("tcpdump %s, line %d", options, first)
                .isEqualTo(around(theirs, first));
    }

    private static List<String> around(List<String> lines, int line) {
        return lines.subList(Math.clamp(line - AROUND, 0, lines.size()), Math.clamp(line + AROUND, 0, lines.size()));
    }
}
