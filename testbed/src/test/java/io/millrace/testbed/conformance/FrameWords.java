package io.millrace.testbed.conformance;

import io.millrace.testbed.Transmission;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The words for frames in a scenario, frames with commas between them:
 *
 * <pre>
 * udp LEN              a datagram over IPv4 in a frame of so many bytes
 * udp LEN vlan ID      the same behind a VLAN tag; LEN counts it
 * udp LEN qinq ID ID   the same behind two
 * other LEN            a frame of an EtherType for experiments
 * … xN                 so many of them
 * </pre>
 *
 * The last two bytes of each frame are its number, so that no two are the same.
 */
final class FrameWords {
    private static final int VLAN = 0x8100_0000;
    private static final int SERVICE_VLAN = 0x88a8_0000;
    private static final int EXPERIMENTS = 0x88b5;

    private FrameWords() {}

    static List<byte[]> frames(String words) {
        List<byte[]> frames = new ArrayList<>();
        for (String item : words.split(", ", -1)) {
            String[] parts = item.split(" x", -1);
            int count = parts.length == 1 ? 1 : Integer.parseInt(parts[1]);
            for (int i = 0; i < count; i++) {
                frames.add(numbered(frame(parts[0].split(" ", -1)), frames.size()));
            }
        }
        return frames;
    }

    private static byte[] frame(String[] words) {
        int length = Integer.parseInt(words[1]);
        return switch (words[0] + (words.length > 2 ? " " + words[2] : "")) {
            case "udp" -> Transmission.udp(length);
            case "udp vlan" -> Transmission.udp(length, VLAN | Integer.parseInt(words[3]));
            case "udp qinq" ->
                Transmission.udp(length, SERVICE_VLAN | Integer.parseInt(words[3]), VLAN | Integer.parseInt(words[4]));
            case "other" ->
                ByteBuffer.allocate(length).putShort(12, (short) EXPERIMENTS).array();
            default -> throw new IllegalArgumentException("frame: " + String.join(" ", words));
        };
    }

    private static byte[] numbered(byte[] frame, int number) {
        ByteBuffer.wrap(frame).putShort(frame.length - 2, (short) number);
        return frame;
    }
}
