package io.millrace.protocol;

import static io.millrace.protocol.Frames.A4;
import static io.millrace.protocol.Frames.A6;
import static io.millrace.protocol.Frames.A_MAC;
import static io.millrace.protocol.Frames.B4;
import static io.millrace.protocol.Frames.B6;
import static io.millrace.protocol.Frames.B_MAC;
import static io.millrace.protocol.Frames.DATA;
import static io.millrace.protocol.Frames.ethernet;
import static io.millrace.protocol.Frames.extension;
import static io.millrace.protocol.Frames.fragment;
import static io.millrace.protocol.Frames.ipv4;
import static io.millrace.protocol.Frames.ipv6;
import static io.millrace.protocol.Frames.tcp;
import static io.millrace.protocol.Frames.udp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.protocol.Frames.Frame;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlowHashTest {
    private static final byte[] NOTHING = {};

    private final FlowHash flowHash = new FlowHash(0x5eed);

    static List<Frame> all() {
        return Frames.all();
    }

    @Test
    void shouldHashBothDirectionsAlike() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            Conversation conversation = Conversation.random(random);
            assertThat(ofEthernet(conversation.forth)).isEqualTo(ofEthernet(conversation.back));
        }
    }

    @Test
    void shouldKeepEachPortWithItsAddress() {
        assertThat(ofEthernet(ethernet(EtherType.IPV4, ipv4(A4, B4, 17, udp(1, 2, DATA)))))
                .isNotEqualTo(ofEthernet(ethernet(EtherType.IPV4, ipv4(A4, B4, 17, udp(2, 1, DATA)))));
        assertThat(ofEthernet(ethernet(EtherType.IPV6, ipv6(A6, B6, 17, udp(1, 2, DATA)))))
                .isNotEqualTo(ofEthernet(ethernet(EtherType.IPV6, ipv6(A6, B6, 17, udp(2, 1, DATA)))));
    }

    @Test
    void shouldTellProtocolsApart() {
        byte[] segment = tcp(1, 2, 0, NOTHING, NOTHING);
        Set<Integer> hashes = new HashSet<>();
        for (int protocol : new int[] {6, 17, 33, 132, 136, 1}) {
            hashes.add(ofEthernet(ethernet(EtherType.IPV4, ipv4(A4, B4, protocol, segment))));
            hashes.add(ofEthernet(ethernet(EtherType.IPV6, ipv6(A6, B6, protocol, segment))));
        }
        assertThat(hashes).hasSize(12);
    }

    @Test
    void shouldHashEveryWrappingOfADatagramAlike() {
        assertThat(Frames.udp4InEveryWrapping()).map(this::of).containsOnly(ofEthernet(ethernet(0x800, Frames.udp4())));
        assertThat(Frames.udp6InEveryWrapping())
                .map(this::of)
                .containsOnly(ofEthernet(ethernet(0x86dd, Frames.udp6())));
    }

    @Test
    void shouldHashAllFragmentsOfADatagramAlike() {
        byte[] start = udp(1, 2, new byte[16]);
        byte[] rest = Arrays.copyOfRange(start, 8, 24);
        assertThat(List.of(
                        ethernet(EtherType.IPV4, ipv4(A4, B4, 17, 0x2000, NOTHING, start)),
                        ethernet(EtherType.IPV4, ipv4(A4, B4, 17, 0x2003, NOTHING, rest)),
                        ethernet(EtherType.IPV4, ipv4(A4, B4, 17, 0x0005, NOTHING, rest)),
                        ethernet(EtherType.IPV4, ipv4(A4, B4, 17, 0x4005, NOTHING, NOTHING))))
                .map(this::ofEthernet)
                .containsOnly(ofEthernet(ethernet(EtherType.IPV4, ipv4(B4, A4, 17, 0x0001, NOTHING, DATA))));
    }

    @Test
    void shouldHashAllFragmentsAlikeThoughTheirNextHeadersDiffer() {
        byte[] start = extension(IpProtocol.UDP, 0, udp(1, 2, new byte[16]));
        byte[] rest = Arrays.copyOfRange(start, 8, 32);
        assertThat(List.of(
                        ethernet(EtherType.IPV6, ipv6(A6, B6, 44, fragment(60, 0x0001, start))),
                        ethernet(EtherType.IPV6, ipv6(A6, B6, 44, fragment(60, 0x0019, rest))),
                        ethernet(EtherType.IPV6, ipv6(A6, B6, 44, fragment(17, 0x0030, rest)))))
                .map(this::ofEthernet)
                .containsOnly(ofEthernet(ethernet(EtherType.IPV6, ipv6(B6, A6, 44, fragment(6, 0x0008, DATA)))));
    }

    @Test
    void shouldKeyOtherEthernetByItsUnorderedAddressesAndType() {
        int forth = ofEthernet(ethernet(A_MAC, B_MAC, EtherType.ARP, new byte[28]));
        assertThat(ofEthernet(ethernet(B_MAC, A_MAC, EtherType.ARP, DATA))).isEqualTo(forth);
        assertThat(ofEthernet(ethernet(A_MAC, B_MAC, EtherType.LLDP, DATA))).isNotEqualTo(forth);
        assertThat(ofEthernet(ethernet(A_MAC, "ffffffffffff", EtherType.ARP, DATA)))
                .isNotEqualTo(forth);
    }

    @Test
    void shouldKeyUnknownLinktypesAsOneFlowEach() {
        int radio = of(new Frame("", Linktype.IEEE802_11, Frames.udp4()));
        assertThat(of(new Frame("", Linktype.IEEE802_11, Frames.udp6()))).isEqualTo(radio);
        assertThat(of(new Frame("", Linktype.PRISM, Frames.udp6()))).isNotEqualTo(radio);
    }

    @Test
    void shouldTakeTheFastWayToTheSameHash() {
        Random random = new Random(2);
        Headers headers = new Headers();
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = Conversation.random(random).forth;
            int cut = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
            if (random.nextInt(2) == 0) {
                bytes[12 + random.nextInt(Math.min(30, bytes.length - 12))] = (byte) random.nextInt();
            }
            MemorySegment memory = MemorySegment.ofArray(bytes);
            assertThat(flowHash.hash(memory, 0, cut, Linktype.EN10MB))
                    .isEqualTo(flowHash.hash(headers.wrap(memory, 0, cut, Linktype.EN10MB)));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void shouldTakeTheFastWayToTheSameHashAtEveryLength(Frame frame) {
        MemorySegment memory = MemorySegment.ofArray(frame.bytes());
        Headers headers = new Headers();
        for (int caplen = 0; caplen <= frame.bytes().length; caplen++) {
            assertThat(flowHash.hash(memory, 0, caplen, frame.linktype()))
                    .isEqualTo(flowHash.hash(headers.wrap(memory, 0, caplen, frame.linktype())));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {EtherType.IPV4, EtherType.IPV6})
    void shouldTakeTheFastWayToTheSameHashWhateverLengthIpClaims(int type) {
        byte[] bytes = ethernet(type, type == EtherType.IPV4 ? Frames.udp4() : Frames.udp6());
        MemorySegment memory = MemorySegment.ofArray(bytes);
        for (int claimed = 0; claimed <= 0xffff; claimed += claimed < 100 ? 1 : 99) {
            int lengthAt = type == EtherType.IPV4 ? 16 : 18;
            bytes[lengthAt] = (byte) (claimed >>> 8);
            bytes[lengthAt + 1] = (byte) claimed;
            Headers headers = new Headers().wrap(memory, 0, bytes.length, Linktype.EN10MB);
            assertThat(ofEthernet(bytes)).as("length %d", claimed).isEqualTo(flowHash.hash(headers));
        }
    }

    @Test
    void shouldDependOnItsSeedOnly() {
        byte[] bytes = ethernet(EtherType.IPV4, Frames.udp4());
        MemorySegment memory = MemorySegment.ofArray(bytes);
        Set<Integer> hashes = new HashSet<>();
        for (int seed = 0; seed < 1000; seed++) {
            hashes.add(new FlowHash(seed).hash(memory, 0, bytes.length, Linktype.EN10MB));
        }
        assertThat(hashes).hasSizeGreaterThan(998);
        assertThat(new FlowHash(0x5eed).hash(memory, 0, bytes.length, Linktype.EN10MB))
                .isEqualTo(ofEthernet(bytes));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldSpreadFlowsOverLanes(boolean randomAddresses) {
        int lanes = 1 << 18;
        int flows = 100_000;
        byte[] low = new byte[lanes];
        byte[] high = new byte[lanes];
        Random random = new Random(3);
        byte[] frame = ethernet(EtherType.IPV4, Frames.udp4());
        for (int i = 0; i < flows; i++) {
            if (randomAddresses) {
                fill(frame, 26, random.nextLong());
                fill(frame, 30, random.nextLong());
            } else { // as a generator numbers its flows: neighbours in the last bits of an address and a port
                frame[29] = (byte) i;
                frame[35] = (byte) (i >>> 8);
                frame[34] = (byte) (i >>> 16);
            }
            int hash = ofEthernet(frame);
            low[hash & (lanes - 1)]++;
            high[hash >>> 14]++;
        }
        shouldBeSpreadAsByChance(low, flows);
        shouldBeSpreadAsByChance(high, flows);
    }

    private static void shouldBeSpreadAsByChance(byte[] counts, int flows) {
        int used = 0;
        int most = 0;
        for (byte count : counts) {
            used += count > 0 ? 1 : 0;
            most = Math.max(most, count);
        }
        double chance = counts.length * (1 - Math.exp(-(double) flows / counts.length));
        assertThat((double) used).isCloseTo(chance, within(chance * 0.01));
        assertThat(most).isLessThan(12);
    }

    @ParameterizedTest
    @ValueSource(ints = {EtherType.IPV4, EtherType.IPV6})
    void shouldFlipHalfOfTheHashForEveryBitOfTheKey(int type) {
        int first = type == EtherType.IPV4 ? 26 : 22; // addresses and ports lie together in both
        int last = type == EtherType.IPV4 ? 38 : 58;
        Random random = new Random(4);
        for (int bit = first * 8; bit < last * 8; bit++) {
            int[] flips = new int[32];
            int rounds = 1000;
            for (int round = 0; round < rounds; round++) {
                byte[] frame = ethernet(type, type == EtherType.IPV4 ? Frames.udp4() : Frames.udp6());
                for (int i = first; i < last; i += 4) {
                    fill(frame, i, random.nextLong());
                }
                int before = ofEthernet(frame);
                frame[bit / 8] ^= (byte) (1 << (bit % 8));
                int changed = before ^ ofEthernet(frame);
                for (int i = 0; i < 32; i++) {
                    flips[i] += (changed >>> i) & 1;
                }
            }
            for (int flipped : flips) {
                assertThat(flipped).isBetween(rounds * 4 / 10, rounds * 6 / 10);
            }
        }
    }

    private static void fill(byte[] frame, int at, long random) {
        for (int i = 0; i < 4; i++) {
            frame[at + i] = (byte) (random >>> (8 * i));
        }
    }

    private int ofEthernet(byte[] bytes) {
        return flowHash.hash(MemorySegment.ofArray(bytes), 0, bytes.length, Linktype.EN10MB);
    }

    private int of(Frame frame) {
        return flowHash.hash(MemorySegment.ofArray(frame.bytes()), 0, frame.bytes().length, frame.linktype());
    }
}
