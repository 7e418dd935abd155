package io.millrace.pcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.LiveTest;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NamesTest {
    @Test
    void shouldNameLinktypesBothWays() {
        long named = IntStream.range(0, 400)
                .mapToObj(DataLink::new)
                .filter(link -> link.name() != null)
                .peek(link -> {
                    assertThat(DataLink.named(Objects.requireNonNull(link.name())))
                            .isEqualTo(link);
                    assertThat(link.description()).isNotBlank();
                })
                .count();
        assertThat(named).isGreaterThan(100);
        assertThat(DataLink.named("en10mb")).isEqualTo(DataLink.EN10MB);
        assertThat(DataLink.named("DLT_LINUX_SLL2")).isEqualTo(DataLink.LINUX_SLL2);
        assertThat(new DataLink(399).name()).isNull();
        assertThat(new DataLink(399).description()).isNull();
        assertThatThrownBy(() -> DataLink.named("nosuch"))
                .hasMessageStartingWith("linktype: nosuch (expected: a name that libpcap knows");
    }

    @Test
    @LiveTest
    void shouldListTheLinktypesThatTcpdumpLists() throws Exception {
        Said said = Said.by("tcpdump", "-i", "lo", "-L");
        assertThat(said.status()).as(said.err()).isZero();
        try (Pcap pcap = Pcap.open("lo", PcapSettings.DEFAULT)) {
            assertThat(pcap.datalink()).isEqualTo(DataLink.EN10MB);
            assertThat((said.out() + said.err()).lines().filter(line -> line.startsWith("  ")))
                    .containsExactlyElementsOf(pcap.datalinks().stream()
                            .map(link -> "  " + link.name() + " (" + link.description() + ")")
                            .toList());
        }
    }

    @Test
    void shouldNameTimestampTypesBothWays() {
        for (TimestampType type : TimestampType.values()) {
            assertThat(TimestampType.named(Objects.requireNonNull(type.label())))
                    .isEqualTo(type);
            assertThat(type.description()).isNotBlank();
        }
        assertThat(Arrays.stream(TimestampType.values()).map(TimestampType::label))
                .containsExactly(
                        "host", "host_lowprec", "host_hiprec", "adapter", "adapter_unsynced", "host_hiprec_unsynced");
        assertThatThrownBy(() -> TimestampType.named("nosuch"))
                .hasMessageStartingWith("timestampType: nosuch (expected: ");
    }

    @Test
    @LiveTest
    void shouldListTheTimestampTypesThatTcpdumpLists() throws Exception {
        Said said = Said.by("tcpdump", "-i", "lo", "-J");
        assertThat((said.out() + said.err()).lines().filter(line -> line.startsWith("  ")))
                .containsExactlyElementsOf(TimestampType.of("lo").stream()
                        .map(type -> "  " + type.label() + " (" + type.description() + ")")
                        .toList());
    }

    @Test
    void shouldHaveATextForEveryStatus() {
        assertThat(PcapStatus.text(-8)).isEqualTo("You don't have permission to perform this capture on that device");
        assertThat(PcapStatus.text(2)).isEqualTo("That device doesn't support promiscuous mode");
        assertThat(PcapStatus.text(-99)).contains("-99");
        assertThat(PcapStatus.errorText(2)).isEqualTo("No such file or directory");
        assertThat(PcapStatus.errorText(98_765)).contains("98765");
    }
}
