package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** The demonstration, short: in the network it is started in, and as an ordinary user in one that it makes. */
@LiveTest
class LiveDemoTest {
    private static final List<String> WORDS = List.of("demo", "--rate", "20000", "--duration", "1s");

    private static final Set<PosixFilePermission> FOR_ALL = PosixFilePermissions.fromString("rwxr-xr-x");

    @RegisterExtension
    final LiveCommand millrace = new LiveCommand();

    @Test
    void shouldShowThatTheTextbookLosesWhatMillraceHandles() throws Exception {
        assertShown(millrace.start(new Launch(WORDS)).end());
    }

    @Test
    void shouldMakeANetworkOfItsOwnForAnOrdinaryUser(@TempDir Path folder) throws Exception {
        List<String> user = ordinaryUser();
        Files.setPosixFilePermissions(folder, FOR_ALL);
        Launch launch = new Launch(WORDS).by(user).unaware().modules(copyOfModules(folder));

        assertShown(millrace.start(launch).end());
    }

    private static void assertShown(Ended ended) {
        String out = ended.well().out();
        assertThat(ended.err()).isEmpty();
        assertThat(out)
                .startsWith("20,000 packets/s in 1,000 flows for 1 s")
                .containsPattern("(?m)^ +books +balanced$");
        List<Long> sent = row(out, "sent");
        List<Long> handled = row(out, "handled");
        List<Long> dropped = row(out, "kernel dropped");
        List<Long> unread = row(out, "left unread");
        long shed = row(out, "shed, failed, abandoned").getFirst();
        assertThat(sent).as(out).containsExactly(20_000L, 20_000L);
        assertThat(handled.getFirst() + shed + dropped.getFirst() + unread.getFirst())
                .as(out)
                .isEqualTo(20_000);
        assertThat(handled.getLast() + dropped.getLast() + unread.getLast())
                .as(out)
                .isEqualTo(20_000);
        assertThat(dropped.getLast() + unread.getLast()).as(out).isPositive();
    }

    /** A row of the comparison: Millrace's number and the textbook's. */
    private static List<Long> row(String out, String name) {
        Matcher row =
                Pattern.compile("(?m)^  " + name + " +([0-9,]+) +([0-9,]+)$").matcher(out);
        assertThat(row.find()).as("%s in %s", name, out).isTrue();
        return Stream.of(row.group(1), row.group(2))
                .map(number -> Long.valueOf(number.replace(",", "")))
                .toList();
    }

    /** What makes an ordinary user of whoever runs the tests, where such a user may make a network. */
    private static List<String> ordinaryUser() throws IOException, InterruptedException {
        List<String> nobody = List.of("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups");
        for (List<String> user : List.of(nobody, List.<String>of())) {
            List<String> probe = new ArrayList<>(user);
            probe.addAll(List.of("unshare", "-rn", "true"));
            if (new ProcessBuilder(probe).redirectErrorStream(true).start().waitFor() == 0) {
                return user;
            }
        }
        System.err.println(
                "THE DEMO IS NOT TESTED AS AN ORDINARY USER: no user and network namespaces can be made here");
        throw new TestAbortedException("no user and network namespaces can be made here");
    }

    /** The modules where every user may read them: a home folder is often closed to others. */
    private static String copyOfModules(Path folder) throws IOException {
        List<String> copies = new ArrayList<>();
        for (String module : Launch.MODULES.split(File.pathSeparator, -1)) {
            Path from = Path.of(module);
            // a name may stand for a module, so each keeps its own in a folder of its own
            Path place = folder.resolve(Integer.toString(copies.size()));
            Files.setPosixFilePermissions(Files.createDirectory(place), FOR_ALL);
            Path to = place.resolve(from.getFileName());
            try (Stream<Path> files = Files.walk(from)) {
                files.forEach(
                        file -> copy(file, to.resolve(from.relativize(file).toString())));
            }
            copies.add(to.toString());
        }
        return String.join(File.pathSeparator, copies);
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to);
            Files.setPosixFilePermissions(to, FOR_ALL);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
