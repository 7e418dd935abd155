package io.millrace.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/** A savefile of a few packets, made by hand: a question of ARP, the beginning of a TCP conversation, a datagram. */
final class TraceFile {
    static final int PACKETS = 5;

    private static final List<String> FRAMES = List.of(
            "ffffffffffff020000000001080600010800060400010200000000010a0000010000000000000a000002",
            "02000000000202000000000108004500002c00014000400626c90a0000010a0000029c40270f000003e8000000006002faf0c1fb0000"
                    + "020405b4",
            "02000000000102000000000208004500002c00024000400626c80a0000020a000001270f9c4000002328000003e96012faf09ec20000"
                    + "020405b4",
            "02000000000202000000000108004500003300034000400626c00a0000010a0000029c40270f000003e9000023295018faf0d73a0000"
                    + "736f6d6520776f7264730a",
            "02000000000202000000000108004500002500044000401126c20a0000010a0000029c41000900114dda646973636172646564");

    private static final int MAGIC_NANOS = 0xa1b23c4d;
    private static final int FIRST_SECOND = 1_700_000_000;
    private static final int FIRST_NANOS = 42_007;

    private TraceFile() {}

    /** Writes it, with timestamps in nanoseconds, 1.001 seconds apart. */
    static Path write(Path file) throws IOException {
        return Files.write(file, bytes());
    }

    /** What is in it. */
    static byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer header = ByteBuffer.allocate(24);
        out.writeBytes(header.putInt(MAGIC_NANOS)
                .putShort((short) 2)
                .putShort((short) 4)
                .putInt(16, 262_144)
                .putInt(20, 1)
                .array());
        for (int i = 0; i < PACKETS; i++) {
            byte[] frame = HexFormat.of().parseHex(FRAMES.get(i));
            ByteBuffer record = ByteBuffer.allocate(16);
            record.putInt(FIRST_SECOND + i).putInt(FIRST_NANOS + (i * 1_000_000));
            out.writeBytes(record.putInt(frame.length).putInt(frame.length).array());
            out.writeBytes(frame);
        }
        return out.toByteArray();
    }
}
