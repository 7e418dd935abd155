package io.millrace.pcap;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ffi.LibPcap;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class StatsReaderTest {
    private final MemorySegment stat = Arena.ofAuto().allocate(LibPcap.PCAP_STAT_BYTES, 4);

    @Test
    void shouldReadEveryField() {
        fill(11, 7, 3);
        assertThat(new StatsReader(stat, true).read()).isEqualTo(new PcapStats(11, 7, 3));
    }

    @Test
    void shouldCountOnWhereThe32BitCountersWrap() {
        StatsReader reader = new StatsReader(stat, true);
        fill(0xffff_fff0, 0x8000_0000, 1);
        assertThat(reader.read()).isEqualTo(new PcapStats(0xffff_fff0L, 0x8000_0000L, 1));
        fill(0x10, 0x7fff_ffff, 0);
        assertThat(reader.read()).isEqualTo(new PcapStats(0x1_0000_0010L, 0x1_7fff_ffffL, 0x1_0000_0000L));
        fill(0x11, 0x7fff_ffff, 0);
        assertThat(reader.read().received()).isEqualTo(0x1_0000_0011L);
    }

    @Test
    void shouldNotReportZeroForWhatIsNotTold() {
        fill(11, 7, 0);
        assertThat(new StatsReader(stat, false).read().interfaceDropped()).isEqualTo(PcapStats.ABSENT);
    }

    private void fill(int received, int dropped, int interfaceDropped) {
        stat.set(JAVA_INT, 0, received);
        stat.set(JAVA_INT, 4, dropped);
        stat.set(JAVA_INT, 8, interfaceDropped);
    }
}
