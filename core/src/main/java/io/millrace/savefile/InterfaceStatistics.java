package io.millrace.savefile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an interface counted ({@code ISB}); the options tell what, and a number that is not told is not known.
 *
 * @param interfaceId the number of the interface in its section
 * @param units when that was so, in units of the interface's timestamps
 * @param options the counts, and when the capture began and ended
 */
public record InterfaceStatistics(int interfaceId, long units, Options options) {
    static final int BODY_BYTES = 12;

    /**
     * Reads what a block says.
     *
     * @throws IllegalArgumentException if the block is damaged, or of another type
     */
    public static InterfaceStatistics of(Block block) {
        ByteBuffer body = block.buffer();
        if (block.type() != BlockType.INTERFACE_STATISTICS || body.remaining() < BODY_BYTES) {
            throw new IllegalArgumentException("this is no block of statistics");
        }
        int id = body.getInt();
        long units = ((long) body.getInt() << 32) | Integer.toUnsignedLong(body.getInt());
        return new InterfaceStatistics(id, units, Options.read(body));
    }

    /** The same of an interface of another number, whose timestamps count other units, at times that are so much later. */
    InterfaceStatistics of(int number, Timescale from, Timescale to, long shiftNanos) {
        Options told = options;
        for (int code : new int[] {OptionCode.ISB_STARTTIME, OptionCode.ISB_ENDTIME}) {
            Optional<Option> time = told.first(code);
            if (time.isPresent()) {
                long moved = to.units(from.nanos(time.get().timestamp()) + shiftNanos);
                told = told.without(code).with(code, timestamp(moved));
            }
        }
        return new InterfaceStatistics(number, to.units(from.nanos(units) + shiftNanos), told);
    }

    private static byte[] timestamp(long units) {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .putInt((int) (units >>> 32))
                .putInt((int) units)
                .array();
    }

    /** Packets that the interface received. */
    public OptionalLong received() {
        return options.number(OptionCode.ISB_IFRECV);
    }

    /** Packets that the interface dropped for want of resources. */
    public OptionalLong interfaceDropped() {
        return options.number(OptionCode.ISB_IFDROP);
    }

    /** Packets that the filter accepted. */
    public OptionalLong accepted() {
        return options.number(OptionCode.ISB_FILTERACCEPT);
    }

    /** Packets that the operating system dropped. */
    public OptionalLong systemDropped() {
        return options.number(OptionCode.ISB_OSDROP);
    }

    /** Packets that were delivered to the user. */
    public OptionalLong delivered() {
        return options.number(OptionCode.ISB_USRDELIV);
    }
}
