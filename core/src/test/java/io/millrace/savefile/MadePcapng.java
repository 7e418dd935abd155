package io.millrace.savefile;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Makes pcapng files by hand, block by block ({@code draft-ietf-opsawg-pcapng}). */
final class MadePcapng {
    private static final int ROOM = 1 << 17;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private ByteOrder order;

    MadePcapng(ByteOrder order) {
        this.order = order;
    }

    /** A buffer for a body or for options. */
    ByteBuffer buffer() {
        return ByteBuffer.allocate(ROOM).order(order);
    }

    MadePcapng block(int type, ByteBuffer body) {
        int bytes = (body.position() + 3) & ~3;
        ByteBuffer block =
                ByteBuffer.allocate(12 + bytes).order(order).putInt(type).putInt(12 + bytes);
        block.put(body.duplicate().limit(bytes).position(0)).putInt(12 + bytes);
        out.writeBytes(block.array());
        return this;
    }

    MadePcapng sectionOf(ByteOrder of, long length, Object... options) {
        order = of;
        ByteBuffer body = buffer().putInt(0x1a2b3c4d)
                .putShort((short) 1)
                .putShort((short) 0)
                .putLong(length);
        return block(0x0a0d0d0a, put(body, options));
    }

    MadePcapng section(Object... options) {
        return sectionOf(order, -1, options);
    }

    MadePcapng description(int linktype, int snaplen, Object... options) {
        return block(
                1, put(buffer().putShort((short) linktype).putShort((short) 0).putInt(snaplen), options));
    }

    MadePcapng packet(int interfaceId, long units, byte[] bytes, int len, Object... options) {
        ByteBuffer body = buffer().putInt(interfaceId);
        return block(6, put(data(body, units, bytes, len), options));
    }

    MadePcapng obsolete(int interfaceId, int drops, long units, byte[] bytes, int len, Object... options) {
        ByteBuffer body = buffer().putShort((short) interfaceId).putShort((short) drops);
        return block(2, put(data(body, units, bytes, len), options));
    }

    MadePcapng simple(byte[] bytes, int len) {
        return block(3, buffer().putInt(len).put(bytes));
    }

    MadePcapng statistics(int interfaceId, long units, Object... options) {
        ByteBuffer body =
                buffer().putInt(interfaceId).putInt((int) (units >>> 32)).putInt((int) units);
        return block(5, put(body, options));
    }

    private static ByteBuffer data(ByteBuffer body, long units, byte[] bytes, int len) {
        body.putInt((int) (units >>> 32))
                .putInt((int) units)
                .putInt(bytes.length)
                .putInt(len)
                .put(bytes);
        return body.position((body.position() + 3) & ~3);
    }

    /** Options are pairs of a code and a value: text, bytes, or a number of its width. */
    private static ByteBuffer put(ByteBuffer body, Object... options) {
        for (int i = 0; i < options.length; i += 2) {
            int start = body.position();
            body.putShort(((Integer) options[i]).shortValue()).putShort((short) 0);
            switch (options[i + 1]) {
                case String text -> body.put(text.getBytes(StandardCharsets.UTF_8));
                case byte[] bytes -> body.put(bytes);
                case Byte number -> body.put(number);
                case Integer number -> body.putInt(number);
                case Long number -> body.putLong(number);
                default -> throw new IllegalArgumentException();
            }
            body.putShort(start + 2, (short) (body.position() - start - 4));
            body.position((body.position() + 3) & ~3);
        }
        if (options.length > 0) {
            body.putInt(0);
        }
        return body;
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
