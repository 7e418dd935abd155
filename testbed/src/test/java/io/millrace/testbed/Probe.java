package io.millrace.testbed;

import io.millrace.Capture;
import io.millrace.CaptureException;
import io.millrace.Device;
import io.millrace.SourceKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts a capture in a Java of its own, where something is missing, and tells what became of it. */
final class Probe {
    static final String STARTED = "started";

    private Probe() {}

    /** Runs the probe: what to start Java with, options for it, and what to capture. Returns what it says. */
    static String run(List<String> by, List<String> options, SourceKind kind, String device, String filter)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(by);
        command.addAll(List.of(ChildJava.java(), "--enable-native-access=ALL-UNNAMED"));
        command.addAll(options);
        command.addAll(List.of("-cp", ChildJava.classPath(), Probe.class.getName(), kind.name(), device, filter));
        Process process = new ProcessBuilder(Shell.onPath(command.toArray(String[]::new)))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return said;
    }

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
        try (Capture capture = Capture.from(Device.named(arguments[1]))
                .source(SourceKind.valueOf(arguments[0]))
                .filter(arguments[2])
                .start(packet -> {})) {
            System.out.println(capture.ledger().balanced() ? STARTED : capture.ledger());
        } catch (CaptureException e) {
            System.out.println(e.getMessage());
        }
    }
}
