package io.millrace.savefile;

import io.millrace.protocol.Linktype;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Copies packets to pcap files. */
final class PcapCopy extends SavefileCopy {
    private static final int MAX_SNAPLEN = 262_144;
    private static final long NANOS_PER_MICRO = 1_000;

    private @Nullable SavefileTarget target;
    private @Nullable PcapWriter writer;

    /** The first file, and whether it is the only one. */
    private @Nullable SavefileReader first;

    private boolean alone;

    /** What all files say of themselves. */
    private @Nullable InterfaceDescription header;

    private @Nullable InterfaceDescription known;

    PcapCopy(Terms terms) {
        super(terms);
    }

    @Override
    public void begin(SavefileTarget next) {
        target = next;
    }

    @Override
    public void attach(SavefileReader reader) {
        alone = first == null;
        first = first == null ? reader : first;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // two that are equal are looked at twice
    void write(SavefileReader reader, long nanos) {
        InterfaceDescription from = reader.packetInterface();
        PcapWriter to = writer == null ? open(from) : writer;
        if (known != from) {
            requireSameLinktype(reader, from);
            known = from;
        }
        if (terms.unit() == null && !header().hasNanoseconds() && nanos % NANOS_PER_MICRO != 0) {
            coarsened++;
        }
        to.write(0, nanos, reader.memory(), reader.offset(), Math.min(reader.caplen(), terms.snaplen()), reader.len());
    }

    private PcapWriter open(InterfaceDescription from) {
        if (header == null) {
            header = described(from);
        }
        SavefileTarget to = target;
        if (to == null) {
            throw new IllegalStateException("no file was begun");
        }
        PcapWriter opened = PcapWriter.open(to, header);
        writer = opened;
        return opened;
    }

    /** libpcap cuts packets that are longer than the header's snaplen: of several files, the first cannot tell it for all. */
    private InterfaceDescription described(InterfaceDescription from) {
        ChronoUnit unit = terms.unit();
        if (unit == null) {
            unit = from.hasNanoseconds() ? ChronoUnit.NANOS : ChronoUnit.MICROS;
        }
        InterfaceDescription same = from.with(terms.snaplen(), unit);
        boolean tells = alone && same.snaplen() != 0 && first != null && first.format() == SavefileFormat.PCAP;
        return tells ? same : same.withSnaplen(Math.min(MAX_SNAPLEN, terms.snaplen()));
    }

    private InterfaceDescription header() {
        InterfaceDescription told = header;
        if (told == null) {
            throw new IllegalStateException("no packet was written");
        }
        return told;
    }

    private void requireSameLinktype(SavefileReader reader, InterfaceDescription from) {
        int linktype = header().linktype();
        if (from.linktype() != linktype) {
            throw new SavefileException(
                    reader.name() + ": at byte " + reader.position() + ": the packet is of link type "
                            + Linktype.name(from.linktype()) + ", and those before of " + Linktype.name(linktype)
                            + " (expected: one link type in a pcap file; pcapng has room for several)");
        }
    }

    @Override
    public long bytes() {
        return writer == null ? 0 : writer.bytes();
    }

    @Override
    public void end() {
        PcapWriter last = writer;
        if (last == null && target != null && first != null) { // a file without packets is a file, too
            if (first.interfaces().isEmpty()) {
                throw SavefileSeries.noInterface(first.name());
            }
            last = open(first.interfaces().getFirst());
        }
        writer = null;
        target = null;
        if (last != null) {
            last.close();
        }
    }
}
