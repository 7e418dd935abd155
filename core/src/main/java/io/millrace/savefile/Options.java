package io.millrace.savefile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The options of a pcapng block, in their order. Immutable. */
public final class Options {
    private static final int HEADER_BYTES = 4;
    private static final int ALIGNMENT = 4;

    /** No options. */
    public static final Options NONE = new Options(List.of());

    private final List<Option> all;

    private Options(List<Option> all) {
        this.all = all;
    }

    /**
     * Reads options from where a buffer stands to its end, in its byte order. They may end without an end-of-options option;
     * padding may be missing at the very end.
     *
     * @throws IllegalArgumentException if an option is longer than what is left
     */
    static Options read(ByteBuffer bytes) {
        List<Option> all = new ArrayList<>();
        while (bytes.remaining() >= HEADER_BYTES) {
            int code = Short.toUnsignedInt(bytes.getShort());
            int length = Short.toUnsignedInt(bytes.getShort());
            if (code == OptionCode.END) {
                break;
            }
            if (length > bytes.remaining()) {
                throw new IllegalArgumentException(
                        "option " + code + " has " + length + " bytes, where " + bytes.remaining() + " are left");
            }
            byte[] value = new byte[length];
            bytes.get(value);
            all.add(new Option(code, value, bytes.order()));
            bytes.position(Math.min(bytes.limit(), bytes.position() + padding(length)));
        }
        return all.isEmpty() ? NONE : new Options(List.copyOf(all));
    }

    private static int padding(int length) {
        return -length & (ALIGNMENT - 1);
    }

    /** All of them. */
    public List<Option> all() {
        return all;
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** The first of a code. */
    public Optional<Option> first(int code) {
        return all.stream().filter(option -> option.code() == code).findFirst();
    }

    /** The text of the first of a code. */
    public Optional<String> text(int code) {
        return first(code).map(Option::text);
    }

    /** The number of the first of a code, unsigned. */
    public OptionalLong number(int code) {
        return first(code).map(option -> OptionalLong.of(option.number())).orElse(OptionalLong.empty());
    }

    /** All comments. */
    public List<String> comments() {
        return all.stream()
                .filter(option -> option.code() == OptionCode.COMMENT)
                .map(Option::text)
                .toList();
    }

    /** These and one more, of text. */
    public Options with(int code, String text) {
        return with(code, text.getBytes(StandardCharsets.UTF_8));
    }

    /** These and one more, a number of eight bytes in the byte order of this machine. */
    public Options withNumber(int code, long number) {
        return with(
                code,
                ByteBuffer.allocate(Long.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .putLong(number)
                        .array());
    }

    /**
     * These and one more.
     *
     * @param code 1 to 65,535
     * @param value numbers in it are in the byte order of this machine
     * @throws IllegalArgumentException if the code or the value is none that an option can have
     */
    public Options with(int code, byte... value) {
        if (code <= OptionCode.END || code > Option.MAX_BYTES) {
            throw new IllegalArgumentException("code: " + code + " (expected: 1 to 65535)");
        }
        if (value.length > Option.MAX_BYTES) {
            throw new IllegalArgumentException(
                    "option " + code + ": " + value.length + " bytes (expected: at most 65535)");
        }
        List<Option> more = new ArrayList<>(all);
        more.add(new Option(code, value.clone(), ByteOrder.nativeOrder()));
        return new Options(List.copyOf(more));
    }

    /** These without those of a code. */
    public Options without(int code) {
        return new Options(all.stream().filter(option -> option.code() != code).toList());
    }

    /** How long they are in a block: 0 if there are none. */
    int bytes() {
        int bytes = 0;
        for (Option option : all) {
            bytes += HEADER_BYTES + option.length() + padding(option.length());
        }
        return bytes == 0 ? 0 : bytes + HEADER_BYTES;
    }

    /** Writes them to a buffer, numbers in its byte order, and their end. */
    void put(ByteBuffer out, int blockType) {
        for (Option option : all) {
            out.putShort((short) option.code()).putShort((short) option.length());
            out.put(OptionOrder.turned(blockType, option, out.order()));
            for (int i = padding(option.length()); i > 0; i--) {
                out.put((byte) 0);
            }
        }
        if (!all.isEmpty()) {
            out.putInt(OptionCode.END);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Options that && all.equals(that.all);
    }

    @Override
    public int hashCode() {
        return all.hashCode();
    }

    /** The options, for people. */
    @Override
    public String toString() {
        return all.toString();
    }
}
