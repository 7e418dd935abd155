package io.millrace.savefile;

import java.nio.ByteOrder;

/** Which options hold numbers, so that they can be written in another byte order. */
final class OptionOrder {
    private static final int NONE = 1;

    private OptionOrder() {}

    /** The bytes of an option's value, in another order where they are a number. */
    static byte[] turned(int blockType, Option option, ByteOrder to) {
        byte[] value = option.value();
        int width = width(blockType, option.code());
        if (option.order() == to || width == NONE || value.length % width != 0) {
            return value;
        }
        byte[] turned = new byte[value.length];
        for (int i = 0; i < value.length; i++) {
            turned[i] = value[i - (i % width) + width - 1 - (i % width)];
        }
        return turned;
    }

    /** How many bytes a number in the value has; 1 if it is no number. */
    private static int width(int blockType, int code) {
        return switch (blockType) {
            case BlockType.INTERFACE_DESCRIPTION ->
                switch (code) {
                    case OptionCode.IF_SPEED, OptionCode.IF_TSOFFSET -> Long.BYTES;
                    default -> NONE;
                };
            case BlockType.ENHANCED_PACKET ->
                switch (code) {
                    case OptionCode.EPB_FLAGS, OptionCode.EPB_QUEUE -> Integer.BYTES;
                    case OptionCode.EPB_DROPCOUNT, OptionCode.EPB_PACKETID -> Long.BYTES;
                    default -> NONE;
                };
            case BlockType.INTERFACE_STATISTICS ->
                switch (code) {
                    case OptionCode.ISB_STARTTIME, OptionCode.ISB_ENDTIME -> Integer.BYTES; // two words
                    case OptionCode.COMMENT -> NONE;
                    default -> code <= OptionCode.ISB_USRDELIV ? Long.BYTES : NONE;
                };
            default -> NONE;
        };
    }
}
