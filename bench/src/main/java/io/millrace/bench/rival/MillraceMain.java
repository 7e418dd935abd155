package io.millrace.bench.rival;

import io.millrace.Capture;
import io.millrace.CaptureBuilder;
import io.millrace.Device;
import io.millrace.Ledger;
import io.millrace.Order;
import io.millrace.Overload;
import io.millrace.Packet;
import io.millrace.PacketHandler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The program of {@link MillraceRival}: {@code MillraceMain [NAME=VALUE]...}, with the settings of {@link RivalSettings} and
 * of {@link MillraceSettings}. It is told what rivals are told ({@link RivalMain}). Its results also say that the ledger
 * balances; if it does not, that is an error, and ends the program.
 */
final class MillraceMain {
    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final Duration LONG_DRAIN = Duration.ofMinutes(5);

    private final BufferedReader commands =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    private final MillraceSettings settings;

    private MillraceMain(MillraceSettings settings) {
        this.settings = settings;
    }

    /** Runs to the end of standard input. */
    public static void main(String[] arguments) {
        try {
            new MillraceMain(MillraceSettings.parse(List.of(arguments))).obey();
        } catch (Exception | LinkageError e) {
            say("error: "
                    + String.valueOf(e.getMessage() == null ? e : e.getMessage())
                            .replace('\n', ' '));
            Runtime.getRuntime().halt(1);
        }
        Runtime.getRuntime().halt(0);
    }

    @SuppressWarnings("SystemOut") // a program's answers
    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private void obey() throws IOException, InterruptedException {
        say("ready");
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            if (line.startsWith("file ")) {
                say(file(Path.of(line.substring(5))));
            } else if (line.startsWith("live ")) {
                say(live(line.substring(5)));
            } else {
                throw new IllegalArgumentException("command: " + line + " (expected: file PATH, or live DEVICE)");
            }
        }
    }

    private String file(Path path) throws InterruptedException {
        MillracePass pass = new MillracePass(settings.common(), false);
        CaptureBuilder builder = Capture.from(path).drain(LONG_DRAIN).overload(Overload.block());
        try (Capture capture = start(builder, pass.handler())) {
            capture.join();
            pass.ended();
            return result(pass, capture.ledger());
        }
    }

    private String live(String device) throws IOException, InterruptedException {
        MillracePass pass = new MillracePass(settings.common(), true);
        if (!settings.writes()) {
            return result(pass, live(device, pass, pass.handler()));
        }
        try (WrittenFile file = WrittenFile.begin()) {
            Ledger ledger = live(device, pass, file.before(pass.handler()));
            file.end();
            String result = result(pass, ledger);
            WrittenFile.require(file.path(), ledger.handled());
            return result;
        }
    }

    private Ledger live(String device, MillracePass pass, PacketHandler handler)
            throws IOException, InterruptedException {
        RivalSettings common = settings.common();
        CaptureBuilder builder = Capture.from(Device.named(device))
                .immediate(common.immediate())
                .busyPoll(settings.busyPoll())
                .kernelBuffer(common.bufferBytes())
                .drain(DRAIN);
        try (Capture capture = start(builder, handler)) {
            say("capturing");
            awaitStop(capture);
            capture.stop();
            capture.join();
            pass.ended();
            return capture.ledger();
        }
    }

    private void awaitStop(Capture capture) throws IOException {
        for (String line = commands.readLine(); !"stop".equals(line); line = commands.readLine()) {
            if (!"taken".equals(line)) {
                throw new IllegalArgumentException("command: " + line + " (expected: taken, or stop)");
            }
            say("taken " + capture.ledger().taken());
        }
    }

    private Capture start(CaptureBuilder builder, PacketHandler handler) {
        builder.workers(settings.workers()).order(settings.order()).queueBytes(settings.queueBytes());
        if (settings.order() != Order.TOTAL) {
            return builder.start(handler);
        }
        return builder.startOrdered(
                (Packet packet) -> {
                    handler.handle(packet);
                    return null;
                },
                result -> {});
    }

    private static String result(MillracePass pass, Ledger ledger) {
        if (!ledger.balanced()) {
            throw new IllegalStateException("the ledger does not balance: " + ledger.toJson());
        }
        String common = pass.result(ledger).json();
        return common.substring(0, common.length() - 1) + ",\"balanced\":true,\"queuePeakBytes\":"
                + ledger.queue().peakBytes() + "}";
    }
}
