package io.millrace.savefile;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Makes pcap files by hand, in any variant ({@code pcap-savefile(5)}). */
final class MadePcap {
    static final int MICROS = 0xa1b2c3d4;
    static final int NANOS = 0xa1b23c4d;
    static final int MODIFIED = 0xa1b2cd34;
    static final int HEADER_BYTES = 24;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteOrder order;
    private final int magic;

    MadePcap(ByteOrder order, int magic) {
        this(order, magic, 2, 4, 65_535, 1);
    }

    MadePcap(ByteOrder order, int magic, int major, int minor, int snaplen, int link) {
        this.order = order;
        this.magic = magic;
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(order);
        header.putInt(magic)
                .putShort((short) major)
                .putShort((short) minor)
                .putLong(0)
                .putInt(snaplen)
                .putInt(link);
        out.writeBytes(header.array());
    }

    MadePcap packet(int seconds, int fraction, int caplen, int len, byte[] bytes) {
        int head = magic == MODIFIED ? 24 : 16;
        ByteBuffer record = ByteBuffer.allocate(head + bytes.length).order(order);
        record.putInt(seconds)
                .putInt(fraction)
                .putInt(caplen)
                .putInt(len)
                .position(head)
                .put(bytes);
        out.writeBytes(record.array());
        return this;
    }

    /** So many packets of lengths from 0 on, each with bytes of its own. */
    MadePcap packets(int count) {
        for (int i = 0; i < count; i++) {
            packet(1_700_000_000 + i, 123_456 + i, i, i + 5, some(i));
        }
        return this;
    }

    static byte[] some(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (count + (i * 7));
        }
        return bytes;
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
