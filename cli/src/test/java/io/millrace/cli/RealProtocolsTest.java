package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What real clients say to a real host over a wire (ARP, HTTP by curl, TFTP by curl, DNS by the system's resolver, SSH's
 * greeting, and ICMP where there is a ping), captured by tcpdump and by Millrace at the same time, and read again by tcpdump
 * and tshark.
 */
@LiveTest
class RealProtocolsTest {
    /** What nobody asked for, as IPv6 looking for routers, may come while not all capture. */
    private static final String TALK = "arp or ip";

    @RegisterExtension
    final Wire wire = new Wire();

    @RegisterExtension
    final LiveCommand millrace = new LiveCommand();

    @TempDir
    private Path folder;

    @Test
    void shouldCaptureWhatTcpdumpCaptures() throws Exception {
        Path theirs = folder.resolve("tcpdump.pcap");
        Path pcapng = folder.resolve("millrace.pcapng");
        Path pcap = folder.resolve("millrace.pcap");
        try (FarHost _ = FarHost.start()) {
            Running tcpdump = tcpdump(theirs);
            Running first = millrace.start(LiveCommand.capture("-w", pcapng.toString(), "--ledger", "-", TALK)
                            .heedful())
                    .awaitListening();
            Running second = millrace.start(LiveCommand.capture(
                                    "-w",
                                    pcap.toString(),
                                    "--format",
                                    "pcap",
                                    "--workers",
                                    "fixed:8",
                                    "--ledger",
                                    "-",
                                    TALK)
                            .heedful())
                    .awaitListening();
            converse();
            tcpdump.await("the last conversation", () -> holds(theirs, "SSH-2.0-far"));
            Thread.sleep(300); // the last of it is on its way; nothing else comes
            Accounts ledger = first.signal("INT").end().well().ledger();
            assertThat(second.signal("INT").end().well().ledger().count("handled"))
                    .isEqualTo(ledger.count("handled"));
            Ended ignored = tcpdump.signal("INT").end().well();
        }
        String shown = shown(theirs, "-t"); // each capture stamps what comes in itself
        assertThat(shown).contains("ARP", "HTTP: GET / HTTP/1.1", "SSH-2.0-far", "far.example");
        assertThat(shown(pcapng, "-t")).isEqualTo(shown);
        assertThat(shown(pcap, "-t")).isEqualTo(shown);
        String dissected = dissected(theirs);
        // SSH without its version where the server is gone before the client has told its own
        assertThat(dissected).contains("HTTP", "TFTP", "DNS", "SSH", "ARP");
        assertThat(dissected(pcapng)).isEqualTo(dissected);
        assertThat(dissected(pcap)).isEqualTo(dissected);
        roundTrip(theirs);
    }

    /** From pcap to pcapng, compressed, and back. */
    private void roundTrip(Path from) throws IOException, InterruptedException {
        Path there = folder.resolve("there.pcapng.zst");
        Path back = folder.resolve("back.pcap");
        assertThat(millrace.run("convert", from.toString(), there.toString()).status())
                .isZero();
        assertThat(millrace.run("convert", there.toString(), back.toString()).status())
                .isZero();
        assertThat(shown(back, "-tt")).isEqualTo(shown(from, "-tt"));
    }

    private void converse() throws IOException, InterruptedException {
        Path page = folder.resolve("page");
        Path file = folder.resolve("file");
        Wire.tool("curl", "-s", "-o", page.toString(), "http://" + FarHost.ADDRESS + "/");
        assertThat(page).hasSize(FarServices.PAGE_BYTES);
        Wire.tool("curl", "-s", "-o", file.toString(), "tftp://" + FarHost.ADDRESS + "/file");
        assertThat(file).hasSize(FarServices.FILE_BYTES);
        Path resolver = Files.writeString(folder.resolve("resolv.conf"), "nameserver " + FarHost.ADDRESS + "\n");
        assertThat(Wire.tool(
                        "unshare",
                        "-m",
                        "sh",
                        "-c",
                        "mount --bind " + resolver + " /etc/resolv.conf && getent ahostsv4 far.example"))
                .contains(FarHost.ADDRESS);
        Wire.tool("sh", "-c", "! command -v ping || ping -c 3 -i 0.2 " + FarHost.ADDRESS);
        // either fails, because the server says no more than its name
        Wire.tool(
                "sh",
                "-c",
                "if command -v ssh; then ssh -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null "
                        + FarHost.ADDRESS + "; else curl -s --max-time 2 telnet://" + FarHost.ADDRESS
                        + ":22; fi; true");
    }

    private static boolean holds(Path file, String text) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In immediate mode, because what is in a block that the kernel has not handed over is lost when it is interrupted. */
    private Running tcpdump(Path into) throws IOException {
        Running tcpdump = millrace.startProcess(new ProcessBuilder(
                "env",
                "PATH=" + System.getenv("PATH") + ":/usr/sbin:/sbin",
                "tcpdump",
                "-Z",
                "root",
                "-i",
                Wire.RIGHT,
                "-n",
                "-U",
                "--immediate-mode",
                "--time-stamp-precision=nano",
                "-w",
                into.toString(),
                TALK));
        tcpdump.await("tcpdump listens", () -> tcpdump.err().contains("listening on"));
        return tcpdump;
    }

    /** Every byte, as tcpdump shows them, and every timestamp if it is told to. */
    private static String shown(Path file, String times) throws IOException, InterruptedException {
        return Wire.tool("sh", "-c", "tcpdump -r " + file + " -n " + times + " --nano -XX 2>/dev/null");
    }

    /** What tshark makes of it. */
    private static String dissected(Path file) throws IOException, InterruptedException {
        return Wire.tool(
                "sh",
                "-c",
                "tshark -r " + file
                        + " -n -T fields -e frame.len -e frame.cap_len -e _ws.col.Protocol -e _ws.col.Info"
                        + " 2>/dev/null");
    }
}
