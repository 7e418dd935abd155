package io.millrace.testbed.conformance;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes savefiles byte by byte, right and wrong ones, as their words say:
 *
 * <pre>
 * nano | modified | magic=HEX   another magic number than that of microseconds
 * swapped                       in the other byte order than this machine's
 * version=MAJOR.MINOR  snaplen=N  linktype=N
 * caplen=N                      what the header of the last packet says, whatever follows it
 * cut=N                         without the last N bytes
 * pcapng                        in that format, with one interface
 * </pre>
 *
 * Packets are a second and 1,000,123 nanoseconds apart.
 */
final class SavefileWords {
    private static final int MICROSECONDS = 0xa1b2c3d4;
    private static final int NANOSECONDS = 0xa1b23c4d;
    private static final int MODIFIED = 0xa1b2cd34;
    private static final long FIRST_NANOS = 1_700_000_000_000_000_123L;
    private static final long STEP_NANOS = 1_001_000_123L;
    private static final int ROOM = 1 << 20;

    private final ByteBuffer bytes = ByteBuffer.allocate(ROOM).order(ByteOrder.nativeOrder());
    private int magic = MICROSECONDS;
    private int major = 2;
    private int minor = 4;
    private int snaplen = 262_144;
    private int linktype = 1;
    private int lastCaplen = -1;
    private int cut;
    private boolean pcapng;

    private SavefileWords(String words) {
        for (String word : words.split(" ", -1)) {
            take(word);
        }
    }

    static void write(Path file, String words, List<byte[]> frames) throws IOException {
        SavefileWords savefile = new SavefileWords(words);
        if (savefile.pcapng) {
            savefile.putPcapng(frames);
        } else {
            savefile.putPcap(frames);
        }
        byte[] whole = new byte[savefile.bytes.position() - savefile.cut];
        savefile.bytes.get(0, whole);
        Files.write(file, whole);
    }

    private void take(String word) {
        String[] parts = word.split("=", -1);
        switch (parts[0]) {
            case "" -> {}
            case "nano" -> magic = NANOSECONDS;
            case "modified" -> magic = MODIFIED;
            case "magic" -> magic = Integer.parseUnsignedInt(parts[1], 16);
            case "swapped" ->
                bytes.order(bytes.order() == ByteOrder.BIG_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            case "version" -> {
                major = Integer.parseInt(parts[1].substring(0, parts[1].indexOf('.')));
                minor = Integer.parseInt(parts[1].substring(parts[1].indexOf('.') + 1));
            }
            case "snaplen" -> snaplen = Integer.parseInt(parts[1]);
            case "linktype" -> linktype = Integer.parseInt(parts[1]);
            case "caplen" -> lastCaplen = Integer.parseInt(parts[1]);
            case "cut" -> cut = Integer.parseInt(parts[1]);
            case "pcapng" -> pcapng = true;
            default -> throw new IllegalArgumentException("savefile: " + word);
        }
    }

    private void putPcap(List<byte[]> frames) {
        bytes.putInt(magic).putShort((short) major).putShort((short) minor);
        bytes.putInt(0).putInt(0).putInt(snaplen).putInt(linktype);
        int nanosPerUnit = magic == NANOSECONDS ? 1 : 1_000;
        for (int i = 0; i < frames.size(); i++) {
            byte[] frame = frames.get(i);
            long nanos = FIRST_NANOS + (i * STEP_NANOS);
            boolean last = i == frames.size() - 1;
            bytes.putInt((int) (nanos / 1_000_000_000)).putInt((int) (nanos % 1_000_000_000 / nanosPerUnit));
            int caplen = Math.min(frame.length, snaplen);
            bytes.putInt(last && lastCaplen >= 0 ? lastCaplen : caplen).putInt(frame.length);
            if (magic == MODIFIED) {
                bytes.putInt(1).putShort((short) 0x0800).put((byte) 0).put((byte) 0);
            }
            bytes.put(frame, 0, caplen);
        }
    }

    private void putPcapng(List<byte[]> frames) {
        bytes.putInt(0x0a0d0d0a)
                .putInt(28)
                .putInt(0x1a2b3c4d)
                .putShort((short) 1)
                .putShort((short) 0);
        bytes.putLong(-1).putInt(28);
        bytes.putInt(1)
                .putInt(20)
                .putShort((short) linktype)
                .putShort((short) 0)
                .putInt(snaplen)
                .putInt(20);
        for (int i = 0; i < frames.size(); i++) {
            byte[] frame = frames.get(i);
            long micros = (FIRST_NANOS + (i * STEP_NANOS)) / 1_000;
            int padded = (frame.length + 3) & ~3;
            bytes.putInt(6)
                    .putInt(32 + padded)
                    .putInt(0)
                    .putInt((int) (micros >>> 32))
                    .putInt((int) micros);
            bytes.putInt(frame.length).putInt(frame.length).put(frame).put(new byte[padded - frame.length]);
            bytes.putInt(32 + padded);
        }
    }
}
