package io.millrace.bench.rival;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The program around a rival in Java: obeys commands on standard input, and answers on standard output.
 *
 * <p>{@code ready} comes when it has started. {@code file PATH} reads a savefile and is answered by a {@link PassResult}.
 * {@code live DEVICE} is answered by {@code capturing} when the device is open; then {@code taken} asks for the number of
 * packets so far, and {@code stop} ends it: what was taken is handled (for 5 seconds at most), and the result comes.
 * Whatever fails is told in one line, {@code error: …}, and ends the program.
 */
final class RivalMain {
    private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final BufferedReader commands =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    private final RivalSettings settings;
    private final Contender contender;

    private RivalMain(RivalSettings settings, Contender contender) {
        this.settings = settings;
        this.contender = contender;
    }

    /** Runs to the end of standard input, and ends the virtual machine. */
    static void run(String[] arguments, Function<RivalSettings, Contender> rival) {
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> die(e));
        try {
            RivalSettings settings = RivalSettings.parse(List.of(arguments));
            new RivalMain(settings, rival.apply(settings)).obey();
        } catch (Exception | LinkageError e) {
            die(e);
        }
        Runtime.getRuntime().halt(0);
    }

    private static void die(Throwable e) {
        e.printStackTrace();
        say("error: "
                + String.valueOf(e.getMessage() == null ? e : e.getMessage()).replace('\n', ' '));
        Runtime.getRuntime().halt(1);
    }

    @SuppressWarnings("SystemOut") // a program's answers
    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private void obey() throws Exception {
        say("ready");
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            if (line.startsWith("file ")) {
                say(file(Path.of(line.substring(5))).json());
            } else if (line.startsWith("live ")) {
                PassResult result = live(line.substring(5));
                if (result == null) {
                    return;
                }
                say(result.json());
            } else {
                throw new IllegalArgumentException("command: " + line + " (expected: file PATH, or live DEVICE)");
            }
        }
    }

    private PassResult file(Path file) throws Exception {
        Pass pass = new Pass(settings, false);
        contender.read(file, pass);
        pass.finish(0);
        return pass.result(0, 0);
    }

    /** What came of it; nothing if the input ended before it was stopped. */
    private @Nullable PassResult live(String device) throws Exception {
        Pass pass = new Pass(settings, true);
        Contender.Live live = contender.open(device, pass);
        Thread capture = Thread.ofPlatform().name("capture").start(() -> capture(live));
        say("capturing");
        if (!awaitStop(pass)) {
            return null;
        }
        live.stop();
        capture.join();
        pass.finish(DRAIN_NANOS);
        return pass.result(live.close(), 0);
    }

    private static void capture(Contender.Live live) {
        try {
            live.run();
        } catch (Exception e) {
            die(e);
        }
    }

    private boolean awaitStop(Pass pass) throws IOException {
        String line = commands.readLine();
        while (line != null && !line.equals("stop")) {
            if (!line.equals("taken")) {
                throw new IllegalArgumentException("command: " + line + " (expected: taken, or stop)");
            }
            say("taken " + pass.takenSoFar());
            line = commands.readLine();
        }
        return line != null;
    }
}
