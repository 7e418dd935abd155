package io.millrace.savefile;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.millrace.ffi.Memory;
import io.millrace.pcap.Pcap;
import io.millrace.pcap.PcapException;
import io.millrace.protocol.Burst;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A packet as a test keeps it; the bytes as hex digits, so that two can be compared. */
record Seen(long nanos, int len, String hex) {
    static Seen of(SavefileReader reader) {
        byte[] bytes = reader.memory().asSlice(reader.offset(), reader.caplen()).toArray(JAVA_BYTE);
        return new Seen(reader.timestampNanos(), reader.len(), HexFormat.of().formatHex(bytes));
    }

    static List<Seen> of(Burst burst) {
        List<Seen> all = new ArrayList<>();
        for (int i = 0; i < burst.count(); i++) {
            byte[] bytes = Memory.ALL.asSlice(burst.address(i), burst.caplen(i)).toArray(JAVA_BYTE);
            all.add(new Seen(
                    burst.timestampNanos(i), burst.len(i), HexFormat.of().formatHex(bytes)));
        }
        return all;
    }

    /** All packets of a reader; what it fails with at last is thrown. */
    static List<Seen> all(SavefileReader reader) {
        List<Seen> all = new ArrayList<>();
        while (reader.next()) {
            all.add(of(reader));
        }
        return all;
    }

    static List<Seen> all(Path file) {
        try (SavefileReader reader = SavefileReader.open(file)) {
            return all(reader);
        }
    }

    /** All packets up to the damage, if there is one. */
    static List<Seen> beforeDamage(SavefileReader reader) {
        List<Seen> all = new ArrayList<>();
        try {
            while (reader.next()) {
                all.add(of(reader));
            }
        } catch (SavefileException damage) {
            return all;
        }
        return all;
    }

    /** All packets up to the damage, if there is one, as many at a time as there are. */
    static List<Seen> inBursts(SavefileReader reader) {
        List<Seen> all = new ArrayList<>();
        Burst burst = new Burst();
        try {
            while (reader.next()) {
                reader.gather(burst, Burst.MOST);
                all.addAll(of(burst));
            }
        } catch (SavefileException damage) {
            return all;
        }
        return all;
    }

    /** What libpcap reads of a file, up to where it fails. */
    static List<Seen> byLibpcap(Path file) {
        List<Seen> all = new ArrayList<>();
        try (Pcap pcap = Pcap.openOffline(file)) {
            pcap.loop(
                    -1,
                    packet -> all.add(new Seen(
                            packet.timestampNanos(),
                            packet.len(),
                            HexFormat.of().formatHex(packet.bytes()))));
        } catch (PcapException damage) {
            return all;
        }
        return all;
    }
}
