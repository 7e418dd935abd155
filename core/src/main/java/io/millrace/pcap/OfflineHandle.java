package io.millrace.pcap;

import io.millrace.ffi.CallState;
import io.millrace.ffi.LibPcap;
import io.millrace.ffi.LibPcapFiles;
import io.millrace.ffi.Stdio;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A {@code pcap_t} that reads a savefile.
 *
 * @param name for messages
 * @param pcap the address of the {@code pcap_t}; whoever gets it closes it
 * @param feed what brings the bytes of a stream; null if C reads a file by itself
 */
record OfflineHandle(String name, long pcap, @Nullable StreamFeed feed) {
    private static final String STREAM = "the stream";

    /** Opens a file; {@code -} is standard input. */
    static OfflineHandle of(Path file, boolean nanoseconds) {
        Library.require();
        String name = file.toString();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errbuf = arena.allocate(LibPcap.PCAP_ERRBUF_SIZE);
            long pcap = LibPcapFiles.openOffline(name, Savefile.precision(nanoseconds), errbuf);
            if (pcap == 0) {
                throw PcapError.savefile(name, errbuf.getString(0));
            }
            return new OfflineHandle(name, pcap, null);
        }
    }

    /** Opens a stream, whose header is read now. */
    static OfflineHandle of(InputStream in, boolean nanoseconds) {
        Library.require();
        StreamFeed feed = StreamFeed.of(in);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errbuf = arena.allocate(LibPcap.PCAP_ERRBUF_SIZE);
            long pcap = LibPcapFiles.fopenOffline(feed.file(), Savefile.precision(nanoseconds), errbuf);
            if (pcap == 0) {
                feed.stop();
                Stdio.fclose(new CallState(arena), feed.file());
                feed.requireWell();
                throw PcapError.savefile(STREAM, errbuf.getString(0));
            }
            return new OfflineHandle(STREAM, pcap, feed);
        }
    }
}
