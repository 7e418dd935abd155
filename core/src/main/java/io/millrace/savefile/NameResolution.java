package io.millrace.savefile;

import io.millrace.protocol.AddressText;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What addresses were called when a file was written ({@code NRB}).
 *
 * @param entries addresses with names, in the order of the block
 * @param options comments, and which name server said so
 */
public record NameResolution(List<Entry> entries, Options options) {
    private static final int END = 0;
    private static final int IPV4 = 1;
    private static final int IPV6 = 2;
    private static final int EUI_48 = 3;
    private static final int EUI_64 = 4;

    /**
     * An address and its names.
     *
     * @param address IPv4, IPv6, or a hardware address of six or eight bytes with colons between them
     * @param names one at least, in UTF-8
     */
    public record Entry(String address, List<String> names) {}

    /**
     * Reads what a block says. Records of types that nobody knows are left out.
     *
     * @throws IllegalArgumentException if the block is damaged, or of another type
     */
    public static NameResolution of(Block block) {
        if (block.type() != BlockType.NAME_RESOLUTION) {
            throw new IllegalArgumentException("this is no block of names");
        }
        ByteBuffer body = block.buffer();
        List<Entry> entries = new ArrayList<>();
        try {
            int type = -1;
            while (type != END && body.hasRemaining()) {
                type = Short.toUnsignedInt(body.getShort());
                int length = Short.toUnsignedInt(body.getShort());
                ByteBuffer value = slice(body, length).order(ByteOrder.BIG_ENDIAN);
                body.position(body.position() + Math.min((length + 3) & ~3, body.remaining()));
                read(type, value, entries);
            }
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("a record of the block of names is longer than the block", e);
        }
        return new NameResolution(List.copyOf(entries), Options.read(body));
    }

    private static ByteBuffer slice(ByteBuffer body, int length) {
        if (length > body.remaining()) {
            throw new BufferUnderflowException();
        }
        return body.slice(body.position(), length);
    }

    private static void read(int type, ByteBuffer value, List<Entry> entries) {
        String address = switch (type) {
            case IPV4 -> AddressText.ipv4(value.getInt());
            case IPV6 -> AddressText.ipv6(value.getLong(), value.getLong());
            case EUI_48 -> hardware(value, 6);
            case EUI_64 -> hardware(value, 8);
            default -> "";
        };
        List<String> names = Stream.of(
                        StandardCharsets.UTF_8.decode(value).toString().split("\0", -1))
                .filter(name -> !name.isEmpty())
                .toList();
        if (!address.isEmpty() && !names.isEmpty()) {
            entries.add(new Entry(address, names));
        }
    }

    private static String hardware(ByteBuffer value, int bytes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bytes; i++) {
            int digits = value.get() & 0xff;
            text.append(i == 0 ? "" : ":").append(digits < 16 ? "0" : "").append(Integer.toHexString(digits));
        }
        return text.toString();
    }
}
