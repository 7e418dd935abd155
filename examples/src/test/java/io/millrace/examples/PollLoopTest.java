package io.millrace.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.pcap.Pcap;
import io.millrace.pcap.PcapSettings;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** In a network of its own, where nobody else sends. */
@Timeout(30)
@EnabledIfEnvironmentVariable(named = "MILLRACE_NETWORK", matches = "own")
class PollLoopTest {
    private static final int PACKETS = 20;

    @Test
    void shouldCountThePacketsOfSeveralDevicesOnOneThread() throws Exception {
        try (Pcap immediate =
                        Pcap.open("lo", PcapSettings.DEFAULT.withImmediate(true).withSnaplen(256));
                Pcap blocks = Pcap.open("lo", PcapSettings.DEFAULT);
                Pcap idle = Pcap.open("any", PcapSettings.DEFAULT)) {
            idle.setFilter("tcp");
            List<Pcap> handles = List.of(immediate, blocks, idle);
            for (Pcap handle : handles) {
                assertThat(handle.selectableFd()).isPositive();
                assertThat(handle.requiredTimeout()).isNull(); // Linux: the descriptor tells of every packet
            }
            FutureTask<long[]> counted = new FutureTask<>(() -> count(handles));
            Thread thread = Thread.ofPlatform().start(counted);
            send();
            assertThat(counted.get()).containsExactly(PACKETS, PACKETS, 0);
            thread.join();
        }
    }

    private static long[] count(List<Pcap> handles) throws Exception {
        try {
            return PollLoop.count(handles, Duration.ofSeconds(2));
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static void send() throws Exception {
        InetAddress host = InetAddress.getLoopbackAddress();
        try (DatagramSocket receiver = new DatagramSocket(0, host);
                DatagramSocket sender = new DatagramSocket(0, host)) {
            for (int i = 0; i < PACKETS; i++) {
                sender.send(new DatagramPacket(new byte[20], 20, host, receiver.getLocalPort()));
            }
            Thread.sleep(500); // the receiver stays, else an ICMP answer may join the traffic
        }
    }
}
