package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.protocol.Linktype;
import io.millrace.savefile.InterfaceDescription;
import io.millrace.savefile.Options;
import io.millrace.savefile.PcapWriter;
import io.millrace.savefile.SavefileReader;
import io.millrace.savefile.SavefileTarget;
import java.io.OutputStream;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A packet's bytes are borrowed; a copy owns its own. */
final class PacketLoanTest {
    private final Trial trial = new Trial();

    @Test
    void shouldRefuseEveryUseAfterTheHandlerReturned() throws Exception {
        trial.frames = 50; // fewer than a worker has objects, so that none is lent again
        ConcurrentLinkedQueue<Packet> kept = new ConcurrentLinkedQueue<>();
        Trial.finish(trial.start(packet -> {
            packet.headers();
            kept.add(packet);
            if (packet.byteAt(63) == 1) {
                throw new Exception("never");
            }
        }));
        assertThat(kept).hasSize(50);
        try (PcapWriter nowhere = writer(SavefileTarget.stream(OutputStream.nullOutputStream(), "nowhere"))) {
            for (Packet packet : kept) {
                List<ThrowingCallable> uses = List.of(
                        packet::timestamp,
                        packet::timestampNanos,
                        packet::age,
                        packet::caplen,
                        packet::len,
                        () -> packet.byteAt(0),
                        () -> packet.shortAt(0),
                        () -> packet.intAt(0),
                        () -> packet.longAt(0),
                        packet::bytes,
                        packet::payload,
                        packet::headers,
                        packet::source,
                        packet::destination,
                        packet::sourcePort,
                        packet::destinationPort,
                        () -> packet.writeTo(nowhere, 0),
                        packet::copy);
                for (ThrowingCallable use : uses) {
                    assertThatThrownBy(use)
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("copy()");
                }
            }
        }
    }

    @Test
    void shouldRefuseUseAfterTheHandlerThrew() throws Exception {
        trial.frames = 10;
        ConcurrentLinkedQueue<Packet> kept = new ConcurrentLinkedQueue<>();
        Trial.finish(trial.start(packet -> {
            kept.add(packet);
            throw new Exception("simulated");
        }));
        assertThat(kept)
                .hasSize(10)
                .allSatisfy(packet -> assertThatThrownBy(packet::caplen).isInstanceOf(IllegalStateException.class));
    }

    @Test
    void shouldKeepACopyForEver() throws Exception {
        ConcurrentLinkedQueue<Packet> copies = new ConcurrentLinkedQueue<>();
        Trial.finish(trial.start(packet -> copies.add(packet.copy())));
        assertThat(copies).hasSize(10_000);
        boolean[] seen = new boolean[10_000];
        for (Packet copy : copies) {
            int number = (int) MemorySource.number(copy);
            assertThat(seen[number]).isFalse();
            seen[number] = true;
            assertThat(copy.caplen()).isEqualTo(64);
            assertThat(copy.len()).isEqualTo(64);
            assertThat(copy.timestampNanos()).isEqualTo((1_700_000_000L * 1_000_000_000) + number);
            assertThat(copy.sourcePort()).isEqualTo(number % 100);
            assertThat(copy.destinationPort()).isEqualTo(53);
            assertThat(copy.payload()).hasSize(64 - 42);
            assertThat(copy.copy().bytes()).isEqualTo(copy.bytes());
        }
    }

    private static PcapWriter writer(SavefileTarget target) {
        return PcapWriter.open(target, InterfaceDescription.of(Linktype.EN10MB, 64, ChronoUnit.NANOS, Options.NONE));
    }

    @Test
    void shouldWriteItselfToASavefile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("file.pcap");
        ConcurrentLinkedQueue<Packet> copies = new ConcurrentLinkedQueue<>();
        try (PcapWriter writer = writer(SavefileTarget.file(file))) {
            Trial.finish(trial.start(packet -> {
                synchronized (writer) {
                    packet.writeTo(writer, 0);
                    copies.add(packet.copy());
                }
            }));
        }
        assertThat(copies).hasSize(10_000);
        try (SavefileReader reader = SavefileReader.open(file)) {
            for (Packet copy : copies) {
                assertThat(reader.next()).isTrue();
                assertThat(reader.timestampNanos()).isEqualTo(copy.timestampNanos());
                assertThat(reader.len()).isEqualTo(copy.len());
                assertThat(reader.memory()
                                .asSlice(reader.offset(), reader.caplen())
                                .toArray(ValueLayout.JAVA_BYTE))
                        .isEqualTo(copy.bytes());
            }
            assertThat(reader.next()).isFalse();
        }
    }

    @Test
    void shouldRefuseAnIndexOutsideThePacket() throws Exception {
        trial.frames = 1;
        Ledger ledger = Trial.finish(trial.start(packet -> {
            assertThatThrownBy(() -> packet.byteAt(-1)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> packet.byteAt(64)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> packet.shortAt(63)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> packet.intAt(61)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> packet.longAt(57)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThat(packet.longAt(56)).isZero();
        }));
        assertThat(ledger.handled()).isEqualTo(1);
    }
}
