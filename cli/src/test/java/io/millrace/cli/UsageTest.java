package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.CaptureBuilder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--workers 0           | --workers: 0 (expected: 1 to 100000)",
                "--workers some        | --workers: some (expected: N, fixed:N, virtual:N, auto or auto:N)",
                "--order time          | --order: time (expected: flow, none, total or serial)",
                "--overload panic      | --overload: panic (expected: " + OverloadWords.FORMS + ")",
                "--source wire         | --source: wire (expected: auto, libpcap or afpacket)",
                "-Q up                 | -Q: up (expected: in, out or inout)",
                "--queue-bytes 64q     | --queue-bytes: 64q (expected: a size such as 65536, 64k, 256m or 1g)",
                "--duration 5          | --duration: 5 (expected: a duration such as 500us, 1ms, 2s, 1m or 1h)",
                "--handler sleep:1     | --handler: 1 (expected: a duration such as 500us, 1ms, 2s, 1m or 1h)",
                "-c 0                  | -c: 0 (expected: at least 1)",
                "-c x                  | -c: x (expected: a whole number)",
                "-c 99999999999999999999 | -c: 99999999999999999999 (expected: at most 9223372036854775807)",
                "--capture-threads 4294967297 | --capture-threads: 4294967297 (expected: at most 2147483647)",
                "-s -1                 | -s: -1 (expected: 0 to 262144)",
                "-s 262145             | -s: 262145 (expected: 0 to 262144)",
                "-B0                   | -B: 0 (expected: 1 to " + (CaptureBuilder.MAX_QUEUE_BYTES >> 10) + ")",
                "-B 99999999999        | -B: 99999999999 (expected: 1 to " + (CaptureBuilder.MAX_QUEUE_BYTES >> 10)
                        + ")",
                "--buffer-size 0       | --buffer-size: 0 (expected: 1 to " + (CaptureBuilder.MAX_QUEUE_BYTES >> 10)
                        + ")",
                "--queue-bytes 1k      | --queue-bytes: 1024 (expected: 1048576 to " + CaptureBuilder.MAX_QUEUE_BYTES
                        + ")",
                "--queue-bytes 500g    | --queue-bytes: 536870912000 (expected: 1048576 to "
                        + CaptureBuilder.MAX_QUEUE_BYTES + ")",
                "--queue-bytes 2m --capture-threads 3 --handler count | --queue-bytes: 2097152 (expected: 3145728 to"
                        + " " + CaptureBuilder.MAX_QUEUE_BYTES + ")",
                "--workers auto:0      | --workers: 0 (expected: 1 to 100000)",
                "--overload spill      | --overload: spill (expected: " + OverloadWords.FORMS + ")",
                "--overload max-age:   | --overload: (expected: a duration such as 500us, 1ms, 2s, 1m or 1h)",
                "--overload max-age:1us | --overload: max-age: 1us (expected: 100us to 3600000000us)",
                "--overload codel:5ms  | --overload: codel:5ms (expected: codel, or target and interval such as"
                        + " codel:5ms,100ms)",
                "--overload codel:5ms,1ms | --overload: codel, the interval: 1000us (expected: 5000us to 3600000000us)",
                "--overload sample:all | --overload: sample:all (expected: flows or packets)",
                "--overload headers:9  | --overload: headers: 9 (expected: 14 to 65535 bytes)",
                "--overload block+drop-oldest | --overload: Block[] and DropOldest[] act at the same place (expected:"
                        + " at most one for a full queue, one for a queue that fills up, one for the age)",
                "--capture-threads 0   | --capture-threads: 0 (expected: 1 to 64)",
                "--capture-threads 1e9 | --capture-threads: 1e9 (expected: a whole number)",
                "--capture-threads 2   | --capture-threads: 2 (expected: 1 with --order total, which print has unless"
                        + " told otherwise; several threads have no common order)",
                "--max-in-flight 0     | --max-in-flight: 0 (expected: 1 to 1000000)",
                "--handler print:x     | --handler: print:x (expected: " + Handlers.FORMS + ")",
                "--handler no.Such     | --handler: no.Such is not a class on the class path (expected: "
                        + Handlers.FORMS + ")",
                "--handler java.lang.Object | --handler: class java.lang.Object is no handler (expected: "
                        + Handlers.KINDS + ")",
                "--count --handler discard | --count: beside --handler discard (expected: one of them)",
                "-f -r trace.pcap      | -f: with a savefile (expected: a device, whose network is meant)",
                "--on-failure ignore   | --on-failure: ignore (expected: " + FailureWords.FORMS + ")",
                "--on-failure retry:   | --on-failure: retry: (expected: " + FailureWords.FORMS + ")",
                "--on-failure stop:0   | --on-failure: 0 in a row (expected: 1 or more)",
                "--on-failure retry:0  | --on-failure: retry 0 times (expected: 1 to 1000)",
                "--on-failure retry:1,x | --on-failure: x (expected: a duration such as 500us, 1ms, 2s, 1m or 1h)",
                "--on-failure retry:1,1h | --on-failure: retry after PT1H (expected: 0 to 10 s)",
                "--handler-timeout soon | --handler-timeout: soon (expected: a duration such as 500us, 1ms, 2s, 1m or 1h)",
                "--handler-timeout 2s,kill | --handler-timeout: 2s,kill (expected: a duration such as 2s, or 2s,interrupt)",
                "--handler-timeout 1us | --handler-timeout: PT0.000001S (expected: 1 ms or more, or zero for none)",
                "--dead-letter -       | --dead-letter: - (expected: a file)",
                "-w f --handler count  | --handler: beside -w (expected: one of them)",
                "-w f --count          | --count: beside -w (expected: one of them)",
                "-w - --print          | --print: beside -w - (expected: a file to write to)",
                "-w f --sync always    | --sync: always (expected: never, file or write)",
                "-w - --sync file      | -w: - (expected: a file, with --sync)",
                "--sync file           | --sync: file without -w (expected: -w FILE too)",
                "-w f --order flow     | --order: beside -w (expected: serial)",
                "-w f --format erf     | --format: erf (expected: pcap or pcapng)",
                "-w f -C 0             | -C: 0 (expected: a size such as 1, 500k, 64m or 1g)",
                "-w f -C much          | -C: much (expected: a size such as 1, 500k, 64m or 1g)",
                "-w f -G 0             | -G: 0 (expected: at least 1)",
                "-w f -C 1 -W 0        | -W: 0 (expected: at least 1)",
                "-w - -C 1             | -w: - (expected: a file, where new ones begin)",
                "-w f --file-packets 0 | --file-packets: 0 (expected: at least 1)",
                "-w /tmp               | -w: /tmp is a directory (expected: a file)",
                "-w /nonexistent/f     | -w: /nonexistent/f (expected: a file in a folder that exists)",
                "-tttttt               | -t: 6 times (expected: at most 5 times, -ttttt)",
                "--time-stamp-precision pico | --time-stamp-precision: pico (expected: micro or nano)",
                "-y FOO                | -y: FOO (expected: a name that libpcap knows, such as EN10MB; see"
                        + " pcap-linktype(7))",
                "-j sundial            | -j: sundial (expected: a name that libpcap knows, see pcap-tstamp(7))",
                "--handler Absent.java | --handler: Absent.java cannot be read (expected: a Java source file)",
            })
    void shouldNameTheOptionTheWordAndWhatIsExpected(String words, String complaint) {
        Typed typed = Typed.command(("capture -i lo " + words).split(" ", -1));

        assertThat(typed.err()).isEqualToIgnoringNewLines("millrace: " + complaint);
        assertThat(typed.status()).isEqualTo(2);
        assertThat(typed.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--rate 0        | --rate: 0 (expected: 1 to 10000000)",
                "--rate many     | --rate: many (expected: a whole number)",
                "--duration 0s   | --duration: 0ms (expected: 100ms to 1h)",
            })
    void shouldRefuseADemoThatShowsNothing(String words, String complaint) {
        Typed typed = Typed.command(("demo " + words).split(" ", -1));

        assertThat(typed.err()).isEqualToIgnoringNewLines("millrace: " + complaint);
        assertThat(typed.status()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"--no-such-option", "-c", "--number=3"})
    void shouldCallOtherMistakesWrongUsageToo(String words) {
        Typed typed = Typed.command(("capture " + words).split(" ", -1));

        assertThat(typed.err().lines())
                .singleElement()
                .asString()
                .startsWith("millrace: ")
                .endsWith("; see `millrace capture --help`");
        assertThat(typed.status()).isEqualTo(2);
    }

    @Test
    void shouldNameTheCommandsWhenNoneIsGiven() {
        Typed typed = Typed.command();

        assertThat(typed.complaint())
                .isEqualTo(
                        "millrace: a command is missing (expected: demo, capture, read, replay, convert, info, interfaces, plan, help)");
        assertThat(typed.status()).isEqualTo(2);
    }

    @Test
    void shouldTellItsVersion() {
        Typed typed = Typed.command("--version");

        assertThat(typed.out()).startsWith("millrace ").contains("Java " + System.getProperty("java.version"));
        assertThat(typed.status()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "capture", "read", "replay", "convert", "info", "interfaces", "plan"})
    void shouldTellTheOptionsAndTheVersionOfEachCommand(String command) {
        Typed help = Typed.command(command, "--help");
        assertThat(help.status()).isZero();
        assertThat(help.out())
                .startsWith("Usage: millrace " + command + " ")
                .contains("--debug", "--help", "--version");
        assertThat(help.err()).isEmpty();
        assertThat(Typed.command("help", command)).isEqualTo(help);

        assertThat(Typed.command(command, "--version")).isEqualTo(Typed.command("--version"));
        assertThat(Main.commandLine(command).getSubcommands()).containsOnlyKeys(command);
    }

    @Test
    void shouldListTheCommandsThatAreForPeople() {
        Typed help = Typed.command("--help");
        assertThat(help.status()).isZero();
        assertThat(help.out()).contains("  demo ", "  capture ", "  help ").doesNotContain("train");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--debug convert %s %s", "convert --debug %s %s", "convert %s %s --debug=true"})
    void shouldShowTheStackWhereverThatIsAskedFor(String words, @TempDir Path folder) {
        Typed typed = Typed.command(words.formatted(folder.resolve("absent.pcap"), folder.resolve("out.pcap"))
                .split(" ", -1));
        assertThat(typed.status()).isEqualTo(1);
        assertThat(typed.err()).contains("absent.pcap").containsPattern("(?m)^\\s+at io\\.millrace");
    }

    @Test
    void shouldRefuseALedgerFileThatCannotBeWrittenBeforeCapturing(@TempDir Path folder) {
        String file = folder.resolve("absent/ledger.json").toString();

        Typed typed = Typed.command("capture", "-i", "lo", "--handler", "discard", "--ledger", file);

        assertThat(typed.err())
                .isEqualToIgnoringNewLines("millrace: --ledger: cannot write " + file + ": no such file or directory");
        assertThat(typed.status()).isEqualTo(1);
    }

    @Test
    void shouldListTheLoopbackDevice() {
        Typed typed = Typed.command("interfaces");

        assertThat(typed.out()).contains("DEVICE").containsPattern("(?m)^lo0? +loopback ");
        assertThat(typed.status()).isZero();
    }
}
