package io.millrace.cli.print;

import io.millrace.protocol.AddressText;
import java.util.function.BooleanSupplier;

/**
 * What addresses and numbers are called. Belongs to who prints a packet, unless it says that it is for many.
 *
 * <p>A name that may become known soon is a number for now, and said to be lacking: who prints the packet can wait for it and
 * print once more.
 */
public interface Names {
    /** Addresses and ports as numbers: {@code -n}. For any number of threads. */
    Names NUMERIC = new Names() {};

    /** Whether no name was asked for so far that is lacking. */
    default boolean areKnown() {
        return true;
    }

    /**
     * Waits until names that are lacking are known, but not for long, and not if the thread is interrupted.
     *
     * @param urgent whether there is no more time; asked now and then
     */
    default void await(BooleanSupplier urgent) {}

    /** An IPv4 address given as its 32 bits. */
    default String ipv4(int address) {
        return AddressText.ipv4(address);
    }

    /** An IPv6 address given as its two halves. */
    default String ipv6(long high, long low) {
        return AddressText.ipv6(high, low);
    }

    /** A MAC address given as the low 48 bits. */
    default String mac(long address) {
        return AddressText.mac(address);
    }

    default String tcpPort(int port) {
        return Integer.toString(port);
    }

    default String udpPort(int port) {
        return Integer.toString(port);
    }

    default String sctpPort(int port) {
        return Integer.toString(port);
    }

    /** A network device of this system, by its index; {@code ?} if there is none. */
    default String device(int index) {
        return DeviceNames.of(index);
    }

    /** A protocol over IP that has no printer. */
    default String ipProtocol(int protocol) {
        return "ip-proto-" + protocol;
    }
}
