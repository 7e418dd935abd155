package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.savefile.InterfaceDescription;
import io.millrace.savefile.OptionCode;
import io.millrace.savefile.Options;
import io.millrace.savefile.PcapngWriter;
import io.millrace.savefile.SavefileTarget;
import io.millrace.savefile.Section;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code millrace convert}: what editcap and tcpdump make of the same file. */
@Timeout(60)
class ConvertTest {
    @RegisterExtension
    final LiveCommand millrace = new LiveCommand();

    @TempDir
    private Path folder;

    private Path trace;
    private Path out;

    @BeforeEach
    void makeFiles() throws IOException {
        trace = TraceFile.write(folder.resolve("trace.pcap"));
        out = folder.resolve("out.pcap");
    }

    private String run(String... command) throws IOException, InterruptedException {
        return millrace.startProcess(new ProcessBuilder(command)).end().well().out();
    }

    private String tcpdump(Path file) throws IOException, InterruptedException {
        return run(
                "env",
                "PATH=" + System.getenv("PATH") + ":/usr/sbin:/sbin",
                "tcpdump",
                "-nnexr",
                file.toString(),
                "--nano");
    }

    private Ended convert(String words) {
        String command = words.replace("TRACE", trace.toString()).replace("OUT", out.toString());
        Typed typed = Typed.command(("convert " + command).split(" ", -1));
        return new Ended(typed.status(), typed.out(), typed.err());
    }

    @ParameterizedTest
    @CsvSource({"out.pcapng", "out.pcapng.gz", "out.pcap.zst", "out.pcapng.lz4", "out", "out.cap"})
    void shouldWriteTheSameInTheFormThatTheNamePromises(String name) throws Exception {
        Path other = folder.resolve(name);
        Ended ended = convert("TRACE " + other).well();
        assertThat(ended.err()).isEqualTo("millrace: 5 of 5 packets written to " + other + "\n");
        convert(other + " OUT").well();

        String info = millrace.run("info", "--json", other.toString()).well().out();
        assertThat(info).contains(name.contains(".pcap.") || name.endsWith(".cap") ? "\"pcap\"" : "\"pcapng\"");
        assertThat(tcpdump(out)).isEqualTo(tcpdump(trace));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-s 40                          | editcap -F nsecpcap -s 40 TRACE EXPECTED",
                "--range 2-3,5                  | editcap -F nsecpcap -r TRACE EXPECTED 2-3 5",
                "--range 4-                     | editcap -F nsecpcap -r TRACE EXPECTED 4-5",
                "--from 1700000002 --to 1700000004 | editcap -F nsecpcap -A 1700000002 -B 1700000004 TRACE EXPECTED",
                "--from 2023-11-14T22:13:22Z    | editcap -F nsecpcap -A 2023-11-14T22:13:22Z TRACE EXPECTED",
                "--filter tcp                   | tcpdump --nano -r TRACE -w EXPECTED tcp",
                "-c 2                           | tcpdump --nano -r TRACE -w EXPECTED -c 2",
                "--time-shift 3600.5            | editcap -F nsecpcap -t 3600.5 TRACE EXPECTED",
                "--time-shift -0.000000007      | editcap -F nsecpcap -t -0.000000007 TRACE EXPECTED",
                "--micro                        | editcap -F pcap TRACE EXPECTED",
                "--format pcap                  | editcap -F nsecpcap TRACE EXPECTED",
            })
    void shouldSelectAndChangeAsOthersDo(String words, String other) throws Exception {
        Path expected = folder.resolve("expected");
        String command = other.replace("TRACE", trace.toString()).replace("EXPECTED", expected.toString());
        run(Stream.concat(
                        Stream.of("env", "PATH=" + System.getenv("PATH") + ":/usr/sbin:/sbin"),
                        Stream.of(command.split(" ", -1)))
                .toArray(String[]::new));

        convert("TRACE OUT " + words).well();

        assertThat(tcpdump(out)).isNotEmpty().isEqualTo(tcpdump(expected));
    }

    @Test
    void shouldLeaveOutDuplicatesAsEditcapDoes() throws Exception {
        Path twice = folder.resolve("twice.pcap");
        Path expected = folder.resolve("expected.pcap");
        convert("TRACE TRACE " + twice).well();
        for (int window : new int[] {2, 4, 5}) {
            run("editcap", "-F", "nsecpcap", "-D", Integer.toString(window + 1), twice.toString(), expected.toString());
            convert(twice + " OUT --deduplicate " + window).well();
            assertThat(tcpdump(out)).isEqualTo(tcpdump(expected));
        }
    }

    @Test
    void shouldLeaveOutDuplicatesOfAShortTimeAsEditcapDoes() throws Exception {
        Path later = folder.resolve("later.pcap");
        Path three = folder.resolve("three.pcap");
        Path expected = folder.resolve("expected.pcap");
        convert("TRACE " + later + " --time-shift 0.25").well();
        convert("--merge TRACE TRACE " + later + " " + three).well();
        for (String within : new String[] {"0", "0.249999999", "0.25", "0.3", "2"}) {
            run("editcap", "-F", "nsecpcap", "-w", within, three.toString(), expected.toString());
            String nanos = new BigDecimal(within).movePointRight(9).toBigInteger() + "ns";
            convert(three + " OUT --deduplicate-within " + nanos).well();
            assertThat(tcpdump(out)).as(within).isEqualTo(tcpdump(expected));
        }
        assertThat(tcpdump(out).lines().filter(line -> !line.startsWith("\t"))).hasSize(TraceFile.PACKETS);
    }

    @Test
    void shouldChooseAnInterfaceByNameOrNumberAsTsharkDoes() throws Exception {
        Path one = folder.resolve("one.pcapng");
        Path two = folder.resolve("two.pcapng");
        Path both = folder.resolve("both.pcapng");
        Path expected = folder.resolve("expected.pcapng");
        write(one, "eth7", 3);
        write(two, "wlan1", 4);
        convert("--merge " + one + " " + two + " " + both).well();
        out = folder.resolve("out.pcapng");

        run("tshark", "-r", both.toString(), "-Y", "frame.interface_name == wlan1", "-w", expected.toString());
        convert(both + " OUT --interface wlan1").well();
        assertThat(tcpdump(out)).isNotEmpty().isEqualTo(tcpdump(expected));
        run("tshark", "-r", both.toString(), "-Y", "frame.interface_id == 0", "-w", expected.toString());
        convert(both + " OUT --interface 0").well();
        assertThat(tcpdump(out)).isNotEmpty().isEqualTo(tcpdump(expected));
    }

    @Test
    void shouldWriteNothingOfAnInterfaceThatIsNotThere() throws Exception {
        Path one = folder.resolve("one.pcapng");
        Path silent = folder.resolve("silent.pcapng");
        write(one, "eth7", 3);
        write(silent, "wlan1", 0);

        Ended ended = convert(one + " " + silent + " OUT --interface lo");
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.err())
                .contains("millrace: --interface: lo: what is read has no such interface (expected: eth7, wlan1)")
                .doesNotContain("written");
        assertThat(out).doesNotExist();
        assertThat(out.resolveSibling(out.getFileName() + ".part")).doesNotExist();

        assertThat(convert(one + " " + silent + " OUT --interface wlan1").well().err())
                .contains("0 of 3 packets", "no packet is of the interface wlan1 (see millrace info)");
        assertThat(out).exists();
    }

    @Test
    void shouldLetNoTimeRunBackwardAsEditcapDoes() throws Exception {
        Path mixed = folder.resolve("mixed.pcapng");
        Path expected = folder.resolve("expected.pcap");
        Path later = folder.resolve("later.pcapng");
        run("editcap", "-t", "1.5", trace.toString(), later.toString());
        run("mergecap", "-a", "-w", mixed.toString(), later.toString(), trace.toString(), later.toString());
        run("editcap", "-F", "nsecpcap", "-S", "0", mixed.toString(), expected.toString());
        for (String name : new String[] {"out.pcap", "out.pcapng"}) {
            out = folder.resolve(name);
            assertThat(convert(mixed + " OUT --nano --strict-time").well().err())
                    .contains(" timestamps were earlier than that before, and have that now");
            assertThat(tcpdump(out)).isNotEmpty().isEqualTo(tcpdump(expected));
        }
        out = folder.resolve("exact.pcapng");
        convert(mixed + " OUT --strict-time").well();
        assertThat(tcpdump(out)).isEqualTo(tcpdump(expected));
        assertThat(convert(out + " " + folder.resolve("again.pcapng") + " --strict-time")
                        .well()
                        .err())
                .doesNotContain("earlier");
        assertThat(folder.resolve("again.pcapng")).hasSameBinaryContentAs(out);
    }

    private static void write(Path file, String name, int packets) {
        try (PcapngWriter writer = PcapngWriter.open(SavefileTarget.file(file), Section.of(Options.NONE))) {
            int number = writer.describe(
                    InterfaceDescription.of(1, 65_535, ChronoUnit.NANOS, Options.NONE.with(OptionCode.IF_NAME, name)));
            for (int i = 0; i < packets; i++) {
                byte[] frame = new byte[60 + i];
                writer.write(number, i * 1_000L, MemorySegment.ofArray(frame), 0, frame.length, frame.length);
            }
        }
    }

    @Test
    void shouldMergeByTimeOrReadOneFileAfterTheOther() throws Exception {
        Path later = folder.resolve("later.pcap");
        Path merged = folder.resolve("merged.pcap");
        run("editcap", "-F", "nsecpcap", "-t", "0.5", trace.toString(), later.toString());
        run("mergecap", "-F", "nsecpcap", "-w", merged.toString(), trace.toString(), later.toString());
        for (String name : List.of("out.pcapng", "out.pcap")) {
            out = folder.resolve(name);
            convert("--merge " + later + " TRACE OUT").well();
            assertThat(tcpdump(out)).isEqualTo(tcpdump(merged));
            convert(later + " TRACE OUT").well();
            assertThat(tcpdump(out)).isEqualTo(tcpdump(later) + tcpdump(trace));
        }
    }

    @Test
    void shouldSplitByPacketsSizeAndTime() throws Exception {
        convert("TRACE OUT --file-packets 2").well();
        Path second = folder.resolve("out.pcap1");
        assertThat(tcpdump(out) + tcpdump(second) + tcpdump(folder.resolve("out.pcap2")))
                .isEqualTo(tcpdump(trace));

        out = folder.resolve("split.pcapng.gz");
        convert("TRACE OUT -C 90b -z true").well();
        assertThat(millrace.run("read", folder.resolve("split.pcapng.gz2").toString(), "-n")
                        .well()
                        .lines())
                .hasSize(1);

        out = folder.resolve("at-%S");
        Ended ended = convert("TRACE OUT -G 2").well();
        assertThat(ended.err()).contains("5 of 5 packets", "in 3 files");
        assertThat(folder.resolve("at-20")).exists();
        assertThat(folder.resolve("at-22")).exists();
    }

    @Test
    void shouldWriteWhatComesBeforeACutAndTellOfIt() throws Exception {
        byte[] whole = TraceFile.bytes();
        trace = Files.write(folder.resolve("cut.pcap"), Arrays.copyOf(whole, whole.length - 3));

        Ended ended = convert("TRACE OUT");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.err().lines())
                .containsExactly(
                        "millrace: 4 of 4 packets written to " + out,
                        "millrace: " + trace
                                + ": at byte 311: the file is truncated: the packet needs 67 bytes, of which 64"
                                + " are there");
        assertThat(tcpdump(out).lines().filter(line -> !line.startsWith("\t"))).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "absent OUT         | 1 | absent: No such file or directory",
                "TRACE absent OUT   | 1 | absent: No such file or directory",
                "--merge TRACE absent OUT | 1 | absent: No such file or directory",
                "FOLDER OUT         | 1 | FOLDER: is a directory (expected: a savefile)",
                "EMPTY OUT          | 1 | EMPTY: it is empty (expected: a pcap or pcapng savefile)",
                "WORDS OUT          | 1 | WORDS: it is no savefile: it begins with 77 6f 72 64 (expected: pcap or pcapng, plain"
                        + " or compressed with gzip, lz4, zstd)",
                "TRACE              | 2 | FILE: TRACE alone (expected: the files that are read, and the one that is written)",
                "TRACE TRACE        | 2 | FILE: TRACE is the file that is read (expected: another one)",
                "TRACE LINK         | 2 | FILE: LINK is the file that is read (expected: another one)",
                "TRACE FOLDER       | 2 | FILE: FOLDER is a directory (expected: a file)",
                "TRACE /nonexistent/f | 2 | FILE: /nonexistent/f (expected: a file in a folder that exists)",
                "TRACE OUT --filter udp)( | 1 | filter: can't parse filter expression: syntax error (see pcap-filter(7))",
                "TRACE OUT --range 0 | 2 | --range: 0 (expected: numbers from 1 on, and ranges of them, such as 1-100,250,1000-)",
                "TRACE OUT --range 5-4 | 2 | --range: 5-4 (expected: numbers from 1 on, and ranges of them, such as"
                        + " 1-100,250,1000-)",
                "TRACE OUT --from noon | 2 | --from: noon (expected: a time such as 2026-11-25T10:00:00.5,"
                        + " 2026-11-25T10:00:00Z or 1700000000.25)",
                "TRACE OUT -s 0     | 2 | -s: 0 (expected: at least 1)",
                "TRACE OUT -c 0     | 2 | -c: 0 (expected: at least 1)",
                "TRACE OUT --file-packets 0 | 2 | --file-packets: 0 (expected: at least 1)",
                "TRACE OUT --deduplicate 0 | 2 | --deduplicate: 0 (expected: 1 to 1000000)",
                "TRACE OUT --deduplicate 3 --deduplicate-within 1ms | 2 | --deduplicate: beside --deduplicate-within (expected: one"
                        + " of them)",
                "TRACE OUT --deduplicate-within 5 | 2 | --deduplicate-within: 5 (expected: a duration such as 500us, 1ms, 2s, 1m or 1h)",
                "TRACE OUT --time-shift 1h | 2 | --time-shift: 1h (expected: seconds such as 3600, -0.5 or 0.000001)",
                "TRACE OUT --interface eth0 | 1 | --interface: eth0: what is read has no such interface (expected: a number, the first"
                        + " is 0, for none has a name)",
                "TRACE OUT --micro --nano | 2 | --micro: beside --nano (expected: one of them)",
                "TRACE - -C 1       | 2 | FILE: - (expected: a file, where new ones begin)",
                "- - OUT            | 1 | standard input: it can be read only once (expected: one - among the files)",
            })
    void shouldSayInOneLineWhatIsWrongAndWriteNothing(String words, int status, String complaint) throws Exception {
        Files.writeString(folder.resolve("words"), "words and words");
        Files.createFile(folder.resolve("empty"));
        Files.createSymbolicLink(folder.resolve("link"), trace);

        Ended ended = convert(place(words));

        assertThat(ended.err().lines().findFirst())
                .hasValue("millrace: " + place(complaint).replace("TRACE", trace.toString()));
        assertThat(ended.status()).isEqualTo(status);
        assertThat(ended.out()).isEmpty();
        assertThat(out).doesNotExist();
        assertThat(folder.resolve("out.pcap.part")).doesNotExist();
    }

    private String place(String words) {
        return words.replace("FOLDER", folder.toString())
                .replace("EMPTY", folder.resolve("empty").toString())
                .replace("WORDS", folder.resolve("words").toString())
                .replace("LINK", folder.resolve("link").toString());
    }

    @Test
    void shouldReplaceWhatIsThereOnlyWhenTheNewOneIsWhole() throws Exception {
        Files.writeString(out, "before");
        assertThat(convert("absent OUT").status()).isEqualTo(1);
        assertThat(out).hasContent("before");
        convert("TRACE OUT").well();
        assertThat(tcpdump(out)).isEqualTo(tcpdump(trace));
    }

    @Test
    void shouldReadStandardInputAndWriteStandardOutput() throws Exception {
        Process process = new Launch(List.of("convert", "-", "-"))
                .process()
                .redirectInput(trace.toFile())
                .redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor()).isZero();
        assertThat(tcpdump(out)).isEqualTo(tcpdump(trace));
    }

    @Test
    void shouldEndWellWhenNobodyReadsTheOutputAnyMore() throws Exception {
        Path large = folder.resolve("large.pcap");
        String[] many = new String[2_000];
        Arrays.fill(many, "TRACE");
        convert(String.join(" ", many) + " " + large + " --quiet").well();
        List<String> command = new Launch(List.of("convert", large.toString(), "-")).command();
        String line = String.join(" ", command) + " | head -c 9 | wc -c; exit ${PIPESTATUS[0]}";

        Ended ended = millrace.startProcess(new ProcessBuilder("bash", "-c", line))
                .end()
                .well();

        assertThat(ended.out().strip()).isEqualTo("9");
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void shouldSayThatADiskIsFull() throws Exception {
        Ended ended = convert("TRACE /dev/full");

        assertThat(ended.complaint(1)).startsWith("millrace: /dev/full: cannot be written: No space left on device");
    }
}
