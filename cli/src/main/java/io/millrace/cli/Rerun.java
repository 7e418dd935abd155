package io.millrace.cli;

import io.millrace.CaptureException;
import io.millrace.testbed.OwnNetwork;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs this very command again, as a child in a user and network namespace of its own: there an ordinary user may make
 * devices and capture from them ({@code user_namespaces(7)}, {@code network_namespaces(7)}).
 */
final class Rerun {
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
    private static final Path USERNS_CLONE = Path.of("/proc/sys/kernel/unprivileged_userns_clone");
    private static final Path APPARMOR = Path.of("/proc/sys/kernel/apparmor_restrict_unprivileged_userns");
    private static final Path MAX_NAMESPACES = Path.of("/proc/sys/user/max_user_namespaces");

    private Rerun() {}

    /**
     * Runs this command in a network of its own and waits for it. A signal to this process ends the child.
     *
     * @return the child's exit status
     * @throws CaptureException if the system does not permit it; the message says how to permit it
     */
    static int inOwnNetwork() throws IOException, InterruptedException {
        if (!Files.isReadable(COMMAND_LINE)) {
            throw new CaptureException("the demo needs network namespaces, which only Linux has");
        }
        requirePermission();
        List<String> command =
                new ArrayList<>(List.of("unshare", "-rn", "env", OwnNetwork.VARIABLE + "=" + OwnNetwork.OWN));
        command.addAll(ownCommand());
        Process child = new ProcessBuilder(command).inheritIO().start();
        // Ctrl-C reaches the child by itself; other signals are passed on.
        try (Ending _ = Ending.onSignal(child::destroy)) {
            return child.waitFor();
        }
    }

    private static List<String> ownCommand() throws IOException {
        String[] words = Files.readString(COMMAND_LINE, StandardCharsets.UTF_8).split("\0", 0);
        List<String> command = new ArrayList<>(List.of(words));
        ProcessHandle.current().info().command().ifPresent(java -> command.set(0, java));
        return command;
    }

    private static void requirePermission() throws InterruptedException {
        try {
            Process probe = new ProcessBuilder("unshare", "-rn", "true")
                    .redirectErrorStream(true)
                    .start();
            probe.getOutputStream().close();
            String said = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (probe.waitFor() != 0) {
                throw new CaptureException("this system gives no network namespace (" + said + "); " + remedy());
            }
        } catch (IOException e) {
            throw new CaptureException("the program unshare is missing; install util-linux", e);
        }
    }

    private static String remedy() {
        if ("0".equals(setting(USERNS_CLONE))) {
            return "allow it with `sudo sysctl kernel.unprivileged_userns_clone=1`, or use sudo";
        }
        if ("1".equals(setting(APPARMOR))) {
            return "allow it with `sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0`, or use sudo";
        }
        if ("0".equals(setting(MAX_NAMESPACES))) {
            return "allow it with `sudo sysctl user.max_user_namespaces=10000`, or use sudo";
        }
        return "use sudo; in a container, start it with the privilege to make namespaces";
    }

    private static String setting(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException absent) {
            return "";
        }
    }
}
