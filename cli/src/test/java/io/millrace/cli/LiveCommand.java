package io.millrace.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The command as a process of its own. What a test leaves running is ended. */
final class LiveCommand implements AfterEachCallback {
    private final List<Running> running = new ArrayList<>();

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        for (Running command : running) {
            command.close();
        }
        running.clear();
    }

    Running start(Launch launch) throws IOException {
        return added(Running.start(launch.process(), false));
    }

    /** Starts a command whose output the test reads. */
    Running startPiped(Launch launch) throws IOException {
        return added(Running.start(launch.process(), true));
    }

    /** Starts another program, to compare with. */
    Running startProcess(ProcessBuilder builder) throws IOException {
        return added(Running.start(builder, false));
    }

    private Running added(Running command) {
        running.add(command);
        return command;
    }

    Ended run(String... words) throws IOException, InterruptedException {
        return start(new Launch(List.of(words))).end();
    }

    /** A capture from the wire's right end, without a rehearsal, which only costs time here. */
    static Launch capture(String... words) {
        List<String> all = new ArrayList<>(List.of("capture", "--rehearsal", "0ms"));
        List<String> further = List.of(words);
        if (!further.contains("-i")) {
            all.addAll(List.of("-i", Wire.RIGHT));
        }
        all.addAll(further);
        return new Launch(all);
    }

    /** Captures so many packets, which are sent at a modest rate, and checks that it ends well. */
    Ended capture(Wire wire, int packets, String... words) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("-c", Integer.toString(packets)));
        all.addAll(List.of(words));
        Running capture = start(capture(all.toArray(String[]::new))).awaitListening();
        wire.send(packets, 20_000);
        return capture.end().well();
    }
}
