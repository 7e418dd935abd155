package io.millrace.savefile;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;

/** Writes to a small disk until it is full, and tells what became of it; run by {@link FullDiskTest} where there is one. */
final class FullDisk {
    private FullDisk() {}

    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        boolean pcap = args[1].equals("PCAP");
        SavefileTarget target = SavefileTarget.file(folder.resolve("file"));
        InterfaceDescription description =
                InterfaceDescription.of(1, 262_144, ChronoUnit.NANOS, Options.NONE.with(OptionCode.IF_NAME, "eth7"));
        SavefileWriter writer;
        if (pcap) {
            writer = PcapWriter.open(target, description);
        } else {
            PcapngWriter opened = PcapngWriter.open(target, Section.of(Options.NONE));
            opened.describe(description);
            writer = opened;
        }
        MemorySegment bytes = MemorySegment.ofArray(MadePcap.some(1_001));
        String failure = "none";
        try (writer) {
            for (int i = 0; i < 10_000; i++) {
                writer.write(0, i, bytes, 0, 1_001, 1_001);
            }
        } catch (SavefileException e) {
            failure = e.getMessage();
        }
        int there = Seen.all(folder.resolve("file.part")).size();
        System.out.println(writer.packets() + " " + writer.lostPackets() + " " + there + " " + failure);
    }
}
