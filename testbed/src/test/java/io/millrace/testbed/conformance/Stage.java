package io.millrace.testbed.conformance;

import io.millrace.testbed.DeviceState;
import io.millrace.testbed.VethPair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The third party: a wire that nobody else sends on, and a folder for savefiles. Its commands:
 *
 * <pre>
 * ~send FRAMES           frames that come in on the device that both capture on
 * ~send-out FRAMES       frames that go out on it
 * ~send-lo FRAMES        frames on the loopback device
 * ~down, ~up             takes the device down, and up again
 * ~promiscuity           how many asked for promiscuous mode
 * ~file NAME WORDS: FRAMES   writes a savefile
 * ~same NAME             whether the files that both wrote by this name are the same
 * </pre>
 */
final class Stage implements AutoCloseable {
    private static final String WIRE = "conf-l";
    private static final String DEVICE = "conf-r";
    private static final String SENT = "sent.pcap";

    private final VethPair pair = VethPair.create(WIRE, DEVICE);
    private final Sender wire = new Sender(pair.left());
    private final Sender device = new Sender(pair.right());
    private final Sender loopback = new Sender("lo");
    private final Path folder;

    Stage(Path folder) {
        this.folder = folder;
        DeviceState.addAddress(DEVICE, "192.0.2.1/24");
    }

    String answer(Command command) {
        try {
            return run(command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String run(Command command) throws IOException {
        switch (command.word()) {
            case "send" -> wire.send(frames(command));
            case "send-out" -> device.send(frames(command));
            case "send-lo" -> loopback.send(frames(command));
            case "down" -> DeviceState.down(pair.right());
            case "up" -> DeviceState.up(pair.right());
            case "promiscuity" -> {
                return String.valueOf(DeviceState.promiscuity(pair.right()));
            }
            case "file" -> writeFile(command.argument());
            case "same" -> {
                return same(command.argument());
            }
            default -> throw new IllegalArgumentException("~" + command);
        }
        return "0";
    }

    private static List<byte[]> frames(Command command) {
        return FrameWords.frames(command.argument());
    }

    private void writeFile(String words) throws IOException {
        int space = words.indexOf(' ');
        int colon = words.indexOf(':');
        String frames = words.substring(colon + 1).strip();
        SavefileWords.write(
                folder.resolve(words.substring(0, Math.min(space, colon))),
                words.substring(Math.min(space, colon), colon).strip(),
                frames.isEmpty() ? List.of() : FrameWords.frames(frames));
    }

    /** Puts frames in the savefile of rows that send on a wire otherwise. */
    void record(List<byte[]> frames) {
        try {
            SavefileWords.write(folder.resolve(SENT), "nano", frames);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String same(String name) throws IOException {
        long difference = Files.mismatch(folder.resolve("c-" + name), folder.resolve("millrace-" + name));
        return difference < 0 ? "yes" : "differ at byte " + difference;
    }

    /** A command with its variables replaced, for C or for Millrace. */
    Command fill(Command command, boolean forC) {
        return command.with("$device", pair.right())
                .with("$sent", folder.resolve(SENT).toString())
                .with("$out/", folder + (forC ? "/c-" : "/millrace-"))
                .with("$dir", folder.toString());
    }

    @Override
    public void close() {
        wire.close();
        device.close();
        loopback.close();
        pair.close();
    }
}
