package io.millrace.cli.print;

import java.util.function.BooleanSupplier;

/** What a handler makes of a packet: its text, or what the text can be made of once its names are known. */
public sealed interface Draft permits PrintedPacket, UnnamedPacket {
    /** About how many bytes it occupies. */
    int bytes();

    /**
     * The text, if need be after a wait for names.
     *
     * @param urgent whether there is no more time to wait; asked now and then
     */
    PrintedPacket finished(BooleanSupplier urgent);
}
