package io.millrace.pcap;

/**
 * The ways to read packets out of a {@code pcap_t}, each giving them to the handle's {@link Delivery}. For the owner, between
 * {@link Gate#enter()} and {@link Gate#left()}. Each returns what C returns, and throws what the callback throws.
 */
sealed interface PacketReader extends AutoCloseable permits DeviceReader, SavefileReader {
    int dispatch(int count);

    int loop(int count);

    int next();

    /** What it means that a call delivered fewer packets than it should. */
    PcapResult nothing();

    /** Gives back what this reader has of its own; the {@code pcap_t} is not its own. */
    @Override
    void close();
}
