package io.millrace.bench.file;

import io.millrace.bench.Duel;
import io.millrace.bench.Totals;
import io.millrace.bench.rival.ProcessorTime;
import io.millrace.savefile.SavefileFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Writing a savefile, against {@code dd(1)} that writes as much in blocks of the same size, and against {@code tcpdump -r
 * -w} that copies one. {@code WritingDuel [FOLDER [ROUNDS]]}
 *
 * <p>The promise: 80 % of dd's speed at least, a ratio of 1.25 at the most; less processor time a packet than tcpdump.
 */
public final class WritingDuel {
    private static final int BYTES = 256 << 20;
    private static final int BLOCK_BYTES = 256 << 10;
    private static final int WARM_UP = 3;
    private static final int ROUNDS = 15;
    private static final int[] LENGTHS = {64, 1_500};

    private WritingDuel() {}

    /** Prints two lines for each length of packets. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args.length > 0 ? args[0] : System.getProperty("java.io.tmpdir"));
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : ROUNDS;
        for (int length : LENGTHS) {
            for (SavefileFormat format : SavefileFormat.values()) {
                System.out.println(length + " bytes, " + format + ", by the clock: "
                        + againstDd(folder, format, BYTES / length, length, WARM_UP, rounds, System::nanoTime));
                System.out.println(length + " bytes, " + format + ", processor: "
                        + againstDd(folder, format, BYTES / length, length, WARM_UP, rounds, WritingDuel::allNanos));
            }
            System.out.println(length + " bytes, copied, processor: "
                    + againstTcpdump(folder, BYTES / length, length, WARM_UP, rounds));
        }
    }

    static String againstDd(
            Path folder, SavefileFormat format, int packets, int length, int warmUp, int rounds, LongSupplier clock)
            throws IOException {
        try (Sample sample = Sample.written(folder, ".cap", format, packets, length)) {
            Path to = folder.resolve("written");
            long blocks = Files.size(sample.path()) / BLOCK_BYTES;
            List<String> dd = List.of("dd", "status=none", "if=/dev/zero", "of=" + to, "bs=256k", "count=" + blocks);
            Duel.Side one = new Duel.Side("dd", () -> ran(dd, to, blocks * BLOCK_BYTES, sample.totals()));
            Duel.Side other = new Duel.Side("Millrace", () -> deleted(sample.write(to), to));
            return new Duel(one, other, sample.totals(), clock)
                    .fight(warmUp, rounds)
                    .text(one, other);
        }
    }

    static String againstTcpdump(Path folder, int packets, int length, int warmUp, int rounds) throws IOException {
        try (Sample sample = Sample.written(folder, ".cap", SavefileFormat.PCAP, packets, length)) {
            Path to = folder.resolve("copied");
            long bytes = Files.size(sample.path());
            List<String> tcpdump = List.of(
                    "tcpdump",
                    "-Z",
                    System.getProperty("user.name"),
                    "--nano",
                    "-r",
                    sample.path().toString(),
                    "-w",
                    to.toString());
            Duel.Side one = new Duel.Side("tcpdump", () -> ran(tcpdump, to, bytes, sample.totals()));
            Duel.Side other = new Duel.Side("Millrace", () -> deleted(sample.copy(to), to));
            return new Duel(one, other, sample.totals(), WritingDuel::allNanos)
                    .fight(warmUp, rounds)
                    .text(one, other);
        }
    }

    /** Runs a program, which counts as having done the work if its file is as long as that of the other side. */
    private static Totals ran(List<String> command, Path to, long bytes, Totals work) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            int status = process.waitFor();
            long written = Files.size(to);
            return deleted(status == 0 && written == bytes ? work : new Totals(-status, written), to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Totals deleted(Totals done, Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return done;
    }

    /** Of all threads of this process, because one of them may write behind, and of the programs that it ran. */
    private static long allNanos() {
        ProcessorTime own = ProcessorTime.ofThisProcess();
        ProcessorTime children = ProcessorTime.ofEndedChildren();
        return own.userNanos() + own.systemNanos() + children.userNanos() + children.systemNanos();
    }
}
