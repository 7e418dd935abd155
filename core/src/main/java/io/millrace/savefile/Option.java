package io.millrace.savefile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An option of a pcapng block: a code, and up to 65,535 bytes whose meaning it says. Immutable. */
public final class Option {
    static final int MAX_BYTES = 0xffff;

    private final int code;
    private final byte[] value;
    private final ByteOrder order;

    Option(int code, byte[] value, ByteOrder order) {
        this.code = code;
        this.value = value;
        this.order = order;
    }

    /** What it is: one of {@link OptionCode}, or another. */
    public int code() {
        return code;
    }

    /** Its bytes, a copy. */
    public byte[] value() {
        return value.clone();
    }

    /** Its value as text in UTF-8; what is no UTF-8 becomes U+FFFD. */
    public String text() {
        return new String(value, StandardCharsets.UTF_8);
    }

    /** Its value as an unsigned number of 1, 2, 4 or 8 bytes in the order of its section; 0 if it has another length. */
    public long number() {
        ByteBuffer bytes = ByteBuffer.wrap(value).order(order);
        return switch (value.length) {
            case Byte.BYTES -> Byte.toUnsignedLong(bytes.get());
            case Short.BYTES -> Short.toUnsignedLong(bytes.getShort());
            case Integer.BYTES -> Integer.toUnsignedLong(bytes.getInt());
            case Long.BYTES -> bytes.getLong();
            default -> 0;
        };
    }

    /** Its value as a timestamp of a block: two words, the higher first. */
    long timestamp() {
        if (value.length != Long.BYTES) {
            return 0;
        }
        ByteBuffer bytes = ByteBuffer.wrap(value).order(order);
        return ((long) bytes.getInt() << 32) | Integer.toUnsignedLong(bytes.getInt());
    }

    int length() {
        return value.length;
    }

    /** The byte order of numbers in it. */
    ByteOrder order() {
        return order;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Option that
                && code == that.code
                && order.equals(that.order)
                && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return (31 * code) + Arrays.hashCode(value);
    }

    /** The code and the length, for people. */
    @Override
    public String toString() {
        return "option " + code + " of " + value.length + " bytes";
    }
}
