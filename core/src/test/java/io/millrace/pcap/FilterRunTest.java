package io.millrace.pcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters run on packets at hand, and on a savefile; tcpdump reads the same packets with the same filter. */
class FilterRunTest {
    private static final List<Kept> PACKETS = TestPackets.some(600);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ip",
                "udp port 53",
                "tcp and not port 80",
                "host 10.0.0.2 and greater 200",
                "less 150",
                "ether broadcast",
                "vlan or arp or ip6",
                "ip[6:2] & 0x1fff != 0",
                "ether[100] > 127",
                "ether[len - 1] > 127",
            })
    void shouldAcceptWhatTcpdumpAccepts(String expression) throws Exception {
        Path file = TestSavefile.ethernet().write(directory.resolve("all.pcap"), PACKETS);
        Path accepted = directory.resolve("accepted.pcap");
        Said said = Said.by(
                "tcpdump", "-Z", "root", "--nano", "-r", file.toString(), "-w", accepted.toString(), expression);
        assertThat(said.status()).as(said.err()).isZero();
        List<Kept> expected = new ArrayList<>();
        try (Pcap pcap = Pcap.openOffline(accepted)) {
            pcap.loop(-1, Kept.into(expected));
        }

        PcapFilter filter = PcapFilter.compile(DataLink.EN10MB, expression, 0, FilterOptions.DEFAULT);
        assertThat(PACKETS.stream().filter(p -> filter.accepts(p.bytes(), p.len())))
                .isEqualTo(expected)
                .isNotEmpty();

        List<Kept> read = new ArrayList<>();
        try (Pcap pcap = Pcap.openOffline(file)) {
            pcap.setFilter(filter);
            assertThat(pcap.loop(-1, Kept.into(read))).isEqualTo(PcapResult.END_OF_FILE);
        }
        assertThat(read).isEqualTo(expected);
    }

    @Test
    void shouldReturnHowManyBytesAreWanted() {
        PcapFilter filter = PcapFilter.compile(DataLink.EN10MB, "ip", 96, FilterOptions.DEFAULT);
        byte[] frame = new byte[60];
        frame[12] = 8;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(100);
            MemorySegment.copy(MemorySegment.ofArray(frame), 0, memory, 7, 60);
            assertThat(filter.run(memory, 7, 60, 60)).isEqualTo(96);
            assertThat(filter.run(memory, 8, 60, 60)).isZero();
            assertThat(filter.run(memory, 7, 13, 60)).isZero(); // the type is cut off
            assertThat(filter.run(memory, 7, 14, 60)).isEqualTo(96);
            assertThatThrownBy(() -> filter.run(memory, 41, 60, 60)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void shouldKnowTheBroadcastAddressOfANetwork() throws Exception {
        Inet4Address netmask = (Inet4Address) InetAddress.getByName("255.255.240.0");
        PcapFilter filter =
                PcapFilter.compile(DataLink.EN10MB, "ip broadcast", 0, FilterOptions.DEFAULT.withNetmask(netmask));
        assertThat(filter.accepts(to(10, 7, 15, 255), 60)).isTrue();
        assertThat(filter.accepts(to(10, 7, 0, 0), 60)).isTrue(); // all zeros was broadcast once
        assertThat(filter.accepts(to(10, 7, 8, 9), 60)).isFalse();
        assertThat(filter.accepts(to(10, 7, 8, 255), 60)).isFalse();
    }

    private static byte[] to(int... address) {
        byte[] frame = new byte[60];
        frame[12] = 8;
        for (int i = 0; i < 4; i++) {
            frame[30 + i] = (byte) address[i];
        }
        return frame;
    }

    @Test
    void shouldRunOnManyThreadsAtOnce() throws Exception {
        PcapFilter filter = PcapFilter.compile(DataLink.EN10MB, "udp port 53", 0, FilterOptions.DEFAULT);
        long expected = count(filter);
        List<Long> counts = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                PcapFilter own = PcapFilter.compile(DataLink.EN10MB, "udp port 53", 0, FilterOptions.DEFAULT);
                assertThat(own.dump(FilterForm.LISTING)).isEqualTo(filter.dump(FilterForm.LISTING));
                counts.add(count(filter));
                counts.add(count(own));
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(counts).hasSize(8).containsOnly(expected);
    }

    private static long count(PcapFilter filter) {
        return PACKETS.stream().filter(p -> filter.accepts(p.bytes(), p.len())).count();
    }

    @Test
    void shouldRunOnAnyKindOfMemory() {
        PcapFilter filter = PcapFilter.compile(DataLink.EN10MB, "ether[1] = 7", 0, FilterOptions.DEFAULT);
        byte[] bytes = {0, 0, 7, 0};
        assertThat(filter.run(MemorySegment.ofArray(bytes), 1, 3, 60)).isNotZero();
        assertThat(filter.run(MemorySegment.ofArray(bytes), 0, 3, 60)).isZero();
        assertThat(filter.run(MemorySegment.ofArray(bytes), 4, 0, 60)).isZero();
        MemorySegment dead = TestPackets.freed(60);
        assertThatThrownBy(() -> filter.run(dead, 0, 60, 60)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> filter.run(MemorySegment.ofArray(bytes), 2, 3, 60))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
