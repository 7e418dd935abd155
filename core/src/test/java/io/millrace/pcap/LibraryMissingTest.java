package io.millrace.pcap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A process looks for libpcap once, so each case has a process of its own. */
class LibraryMissingTest {
    @Test
    void shouldSayWhereItLookedAndWhatToInstall() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dmillrace.libpcap=/nonexistent/libpcap.so",
                        "-cp",
                        classPath(),
                        Asker.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(output.lines().toList())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line)
                        .startsWith("libpcap is not found (looked for: /nonexistent/libpcap.so); ")
                        .contains("apt-get install libpcap0.8")
                        .contains("--source afpacket"));
    }

    private static String classPath() {
        return String.join(
                System.getProperty("path.separator"),
                location(Pcap.class),
                location(Asker.class),
                location(org.jspecify.annotations.Nullable.class));
    }

    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (java.net.URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** Goes through every door to the library, and prints what it hears. */
    static final class Asker {
        private Asker() {}

        public static void main(String[] arguments) {
            ask(() -> Pcap.open("lo", PcapSettings.DEFAULT));
            ask(Pcap::devices);
            ask(() -> PcapFilter.compile("lo", "udp", 96));
        }

        private static void ask(Runnable question) {
            try {
                question.run();
            } catch (PcapException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
