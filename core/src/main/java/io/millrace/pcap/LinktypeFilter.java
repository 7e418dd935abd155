package io.millrace.pcap;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;

/**
 * A filter of packets whose link type may change: it is compiled for a type when the first packet of it comes. For one thread.
 */
public final class LinktypeFilter {
    private final String expression;
    private final Map<Integer, FilterMachine> machines = new HashMap<>();
    private FilterMachine machine;
    private int linktype;

    /**
     * Compiles an expression.
     *
     * @param expression in libpcap's language, not empty
     * @param linktype the LINKTYPE_ of the first packets
     * @throws PcapException if libpcap is missing, or the expression is wrong
     */
    public LinktypeFilter(String expression, int linktype) {
        this.expression = expression;
        this.linktype = linktype;
        machine = compiled(linktype);
        machines.put(linktype, machine);
    }

    private FilterMachine compiled(int type) {
        return PcapFilter.compile(DataLink.ofLinktype(type), expression, 0, FilterOptions.DEFAULT)
                .machine();
    }

    /**
     * Whether a packet is wanted.
     *
     * @param type its LINKTYPE_
     * @param caplen captured length in bytes
     * @param len length on the wire in bytes
     * @throws PcapException if the expression means nothing for a link type that is new
     */
    public boolean accepts(int type, MemorySegment memory, long offset, int caplen, int len) {
        if (type != linktype) {
            machine = machines.computeIfAbsent(type, this::compiled);
            linktype = type;
        }
        return machine.run(memory, offset, caplen, len) != 0;
    }
}
