package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Root's rights are needed to open a device, and for nothing after that. */
@LiveTest
class LivePrivilegesTest {
    private static final String NOBODY = "65534";

    @RegisterExtension
    final Wire wire = new Wire();

    @RegisterExtension
    final LiveCommand millrace = new LiveCommand();

    /** In a user namespace that has one user there is nobody to become. */
    @BeforeEach
    void requireUsers() throws IOException {
        String[] firstMapping =
                Files.readString(Path.of("/proc/self/uid_map")).strip().split("\\s+", -1);
        assumeTrue(firstMapping[0].equals("0") && Long.parseLong(firstMapping[2]) > 65_534, "no user but root here");
    }

    @Test
    void shouldTakeThemFromEveryThreadAndCaptureOn() throws Exception {
        Running capture = millrace.start(LiveCommand.capture("-c", "1000", "-Z", "nobody", "--handler", "sleep:100us"))
                .awaitListening();
        wire.send(500, 20_000);

        List<Path> threads;
        try (Stream<Path> all = Files.list(Path.of("/proc/" + capture.process().pid() + "/task"))) {
            threads = all.toList();
        }
        assertThat(threads).hasSizeGreaterThan(5);
        for (Path thread : threads) {
            String status = Files.readString(thread.resolve("status"));
            assertThat(status)
                    .containsPattern("(?m)^Uid:" + ("\\s+" + NOBODY).repeat(4) + "$")
                    .containsPattern("(?m)^Gid:" + ("\\s+" + NOBODY).repeat(4) + "$")
                    .containsPattern("(?m)^Groups:\\s+" + NOBODY + "\\s*$")
                    .containsPattern("(?m)^CapEff:\\s+0+$")
                    .containsPattern("(?m)^CapPrm:\\s+0+$");
        }
        wire.send(500, 20_000);
        assertThat(capture.end().well().err()).contains("1000 packets captured\n");
    }

    @Test
    void shouldRefuseAUserWhoIsNotThere() throws Exception {
        assertThat(millrace.start(LiveCommand.capture("-Z", "no-such-user"))
                        .end()
                        .complaint(1))
                .isEqualTo("millrace: there is no user no-such-user");
    }
}
