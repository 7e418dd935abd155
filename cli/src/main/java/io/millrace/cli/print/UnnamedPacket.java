package io.millrace.cli.print;

import java.util.function.BooleanSupplier;

/**
 * A packet that lacks names. It is printed anew when they are known.
 *
 * @param printer prints a packet with its names
 * @param nanos the packet's time in nanoseconds since the epoch
 */
record UnnamedPacket(PacketPrinter printer, long nanos, int linktype, Bytes packet, Names names) implements Draft {
    private static final int OVERHEAD_BYTES = 256;

    @Override
    public int bytes() {
        return OVERHEAD_BYTES + packet.captured();
    }

    @Override
    public PrintedPacket finished(BooleanSupplier urgent) {
        names.await(urgent);
        return printer.print(nanos, linktype, packet, names);
    }
}
