package io.millrace.pcap;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs run in Java and by libpcap: on the same packets, whole, cut and of any bytes, they return the same. */
class FilterMachineTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ip",
                "udp port 53",
                "tcp and not port 80",
                "host 10.0.0.2 and greater 200",
                "less 150",
                "ether broadcast",
                "vlan or arp or ip6",
                "vlan 100 and udp portrange 1-1000",
                "ip[6:2] & 0x1fff != 0",
                "ether[100] > 127",
                "ether[len - 1] > 127",
                "tcp[tcpflags] & (tcp-syn|tcp-fin) != 0",
                "ip proto \\udp and ip[0] & 0xf > 5",
                "ip6 protochain 6",
                "icmp[icmptype] = icmp-echo or icmp6",
                "ether[0] * 3 + ether[1] / ether[2] - ether[3] % (ether[4] | 1) > 100",
                "ether[0] << (ether[1] & 63) ^ ether[2] >> 2 = 7",
                "ether[0:4] & 0xff00ff00 > 0x80008000 or -ether[5] < 10",
            })
    void shouldReturnWhatLibpcapReturns(String expression) {
        PcapFilter filter = PcapFilter.compile(DataLink.EN10MB, expression, 96, FilterOptions.DEFAULT);
        FilterMachine machine = filter.machine();
        Random random = new Random(7);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(4_096);
            for (Kept packet : TestPackets.some(400)) {
                byte[] bytes = packet.bytes();
                MemorySegment.copy(MemorySegment.ofArray(bytes), 0, memory, 3, bytes.length);
                for (int caplen :
                        new int[] {bytes.length, random.nextInt(bytes.length + 1), Math.min(bytes.length, 20)}) {
                    assertThat(machine.run(memory, 3, caplen, packet.len()))
                            .isEqualTo(filter.run(memory, 3, caplen, packet.len()));
                }
                random.nextBytes(bytes);
                MemorySegment.copy(MemorySegment.ofArray(bytes), 0, memory, 3, bytes.length);
                assertThat(machine.run(memory, 3, bytes.length, packet.len()))
                        .isEqualTo(filter.run(memory, 3, bytes.length, packet.len()));
            }
        }
    }
}
