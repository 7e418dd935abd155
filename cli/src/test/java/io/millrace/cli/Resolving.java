package io.millrace.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A system whose names are what a test says: programs are started where other files are in {@code /etc}. */
final class Resolving {
    /** An address that is not the name server's to name. */
    private static final String IN_HOSTS = "10.0.0.99";

    private static final Map<String, String> FILES = Map.of(
            "resolv.conf",
            "nameserver " + NameServer.ADDRESS + "\n",
            "nsswitch.conf",
            "hosts: files dns\nservices: files\n",
            "hosts",
            "127.0.0.1 localhost\n" + IN_HOSTS + " ninety-nine.example.net\n2001:db8::99 six.example.net\n",
            "services",
            "discard 9/udp\ndomain 53/udp\n");

    private final Path folder;

    private Resolving(Path folder) {
        this.folder = folder;
    }

    /** Prepares a system in a folder; skips the test where files cannot be put in place of others, which fails with CI=true. */
    static Resolving in(Path folder) throws IOException, InterruptedException {
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        Resolving system = new Resolving(folder);
        Process attempt = new ProcessBuilder(system.around(List.of("true"))).start();
        boolean mounts = attempt.waitFor() == 0;
        if (!mounts && "true".equals(System.getenv("CI"))) {
            throw new AssertionError(
                    "CI=true, and no files can be mounted over those of /etc: names would go untested");
        }
        assumeTrue(mounts, "mount(8) is for root");
        return system;
    }

    /** What a host is called in this system, if the name server gives its usual names. */
    static String nameOf(String address) {
        return address.equals(IN_HOSTS) ? "ninety-nine.example.net" : NameServer.nameOf(address);
    }

    /** A command of Millrace in this system. */
    Launch millrace(Launch launch) {
        return launch.by(around(List.of()));
    }

    /** Another program in this system. */
    ProcessBuilder process(String... command) {
        return new ProcessBuilder(around(List.of(command)));
    }

    private List<String> around(List<String> command) {
        StringBuilder script = new StringBuilder("PATH=$PATH:/usr/sbin:/sbin");
        for (String file : FILES.keySet()) {
            script.append(" && mount --bind ")
                    .append(folder.resolve(file))
                    .append(" /etc/")
                    .append(file);
        }
        List<String> all = new ArrayList<>(List.of("unshare", "-m", "sh", "-c", script + " && exec \"$@\"", "system"));
        all.addAll(command);
        return all;
    }
}
