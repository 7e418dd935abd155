package io.millrace.pcap;

import io.millrace.protocol.Linktype;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A filter of packets whose link type may change: it is compiled for a type when the first packet of it comes. What means
 * nothing for a link type, as a port does for USB, matches none of its packets; that is told once. For one thread.
 */
public final class LinktypeFilter {
    private final String expression;
    private final Consumer<String> onWarning;
    private final Map<Integer, @Nullable FilterMachine> machines = new HashMap<>();
    private @Nullable FilterMachine machine;
    private int linktype;

    /**
     * Compiles an expression.
     *
     * @param expression in libpcap's language, not empty
     * @param linktypes the LINKTYPE_ values that are known to come, one at least
     * @param onWarning is told of each link type whose packets cannot match, one line each
     * @throws PcapException if libpcap is missing, or the expression is wrong for all of these link types
     */
    public LinktypeFilter(String expression, List<Integer> linktypes, Consumer<String> onWarning) {
        this.expression = expression;
        this.onWarning = onWarning;
        PcapException first = null;
        for (int type : linktypes) {
            try {
                machines.put(type, compiled(type));
            } catch (PcapException e) {
                first = first == null ? e : first;
            }
        }
        if (machines.isEmpty() && first != null) {
            throw first;
        }
        linktype = machines.keySet().iterator().next();
        machine = machines.get(linktype);
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
     */
    public boolean accepts(int type, MemorySegment memory, long offset, int caplen, int len) {
        if (type != linktype) {
            machine = machineFor(type);
            linktype = type;
        }
        return machine != null && machine.run(memory, offset, caplen, len) != 0;
    }

    private @Nullable FilterMachine machineFor(int type) {
        if (!machines.containsKey(type)) {
            machines.put(type, compiledIfPossible(type));
        }
        return machines.get(type);
    }

    private @Nullable FilterMachine compiledIfPossible(int type) {
        try {
            return compiled(type);
        } catch (PcapException e) {
            onWarning.accept("the filter matches no packet of link type " + Linktype.name(type) + ": "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            return null;
        }
    }
}
