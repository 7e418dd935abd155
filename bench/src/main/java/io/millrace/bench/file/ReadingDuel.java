package io.millrace.bench.file;

import io.millrace.bench.CCallback;
import io.millrace.bench.Duel;
import io.millrace.bench.Totals;
import io.millrace.bench.rival.ProcessorTime;
import io.millrace.cli.Zstd;
import io.millrace.savefile.SavefileFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * Walking a savefile, against {@code pcap_loop(3pcap)} with an empty callback, and against the bare decompressor. {@code
 * ReadingDuel [FOLDER [ROUNDS]]}
 *
 * <p>The promise: pcap in 0.4 of libpcap's time, pcapng in 0.6; zstd in 1.2 of the decompressor's.
 */
public final class ReadingDuel {
    private static final int PACKETS = 1_000_000;
    private static final int WARM_UP = 5;
    private static final int ROUNDS = 40;
    private static final int BUFFER_BYTES = 256 << 10;

    private ReadingDuel() {}

    /** Prints a line for each kind of file. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Path.of(args.length > 0 ? args[0] : System.getProperty("java.io.tmpdir"));
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : ROUNDS;
        for (SavefileFormat format : SavefileFormat.values()) {
            System.out.println(format + ", 64 bytes: " + againstLibpcap(folder, format, PACKETS, WARM_UP, rounds));
        }
        System.out.println("zstd, 64 bytes, by the clock: "
                + againstDecompressor(folder, PACKETS, WARM_UP, rounds, System::nanoTime));
        System.out.println("zstd, 64 bytes, all processors: "
                + againstDecompressor(folder, PACKETS, WARM_UP, rounds, ReadingDuel::processNanos));
    }

    static String againstLibpcap(Path folder, SavefileFormat format, int packets, int warmUp, int rounds)
            throws IOException, InterruptedException {
        try (Sample sample = Sample.written(folder, ".cap", format, packets, 64);
                CCallback c = new CCallback(sample.path())) {
            Duel.Side one = new Duel.Side("libpcap", c::read);
            Duel.Side other = new Duel.Side("Millrace", sample::read);
            return new Duel(one, other, sample.totals()).fight(warmUp, rounds).text(one, other);
        }
    }

    /** Reading has a thread of its own that decompresses: by the clock it takes less, in all it may take more. */
    static String againstDecompressor(Path folder, int packets, int warmUp, int rounds, LongSupplier clock)
            throws IOException {
        long plainBytes;
        try (Sample plain = Sample.written(folder, ".cap", SavefileFormat.PCAP, packets, 64)) {
            plainBytes = Files.size(plain.path());
        }
        try (Sample sample = Sample.written(folder, ".cap.zst", SavefileFormat.PCAP, packets, 64)) {
            Duel.Side one = new Duel.Side("decompressor", () -> decompressed(sample, plainBytes));
            Duel.Side other = new Duel.Side("Millrace", sample::read);
            return new Duel(one, other, sample.totals(), clock)
                    .fight(warmUp, rounds)
                    .text(one, other);
        }
    }

    private static Totals decompressed(Sample sample, long plainBytes) {
        long bytes = 0;
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = new Zstd().decompress(Files.newInputStream(sample.path()))) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                bytes += count;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes == plainBytes ? sample.totals() : new Totals(0, bytes);
    }

    private static long processNanos() {
        ProcessorTime time = ProcessorTime.ofThisProcess();
        return time.userNanos() + time.systemNanos();
    }
}
