package io.millrace.pcap;

import io.millrace.ffi.LibPcap;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An activated {@code pcap_t} with what was learned on the way: create, set everything, activate. A handle that fails to
 * activate is closed before the exception leaves.
 *
 * @param pcap the address of the {@code pcap_t}; whoever gets it closes it
 * @param warnings what libpcap warned of, one line each
 */
record Activation(long pcap, List<String> warnings) {

    static Activation of(String device, PcapSettings settings) {
        Library.require();
        long pcap = create(device);
        boolean done = false;
        try {
            List<String> warnings = new ArrayList<>();
            set(pcap, device, settings, warnings);
            int code = LibPcap.activate(pcap);
            if (code < 0) {
                throw PcapError.activation(device, code, error(pcap));
            }
            if (code > 0) {
                warnings.add(PcapError.warning(device, code, error(pcap)));
            }
            done = true;
            return new Activation(pcap, List.copyOf(warnings));
        } finally {
            if (!done) {
                LibPcap.close(pcap);
            }
        }
    }

    /** Makes an inactive handle. */
    static long create(String device) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errbuf = arena.allocate(LibPcap.PCAP_ERRBUF_SIZE);
            long pcap = LibPcap.create(NativeMemory.text("device", device), errbuf);
            if (pcap == 0) {
                throw new PcapException(device + ": " + PcapError.oneLine(errbuf.getString(0)));
            }
            return pcap;
        }
    }

    private static void set(long pcap, String device, PcapSettings settings, List<String> warnings) {
        check(device, "snaplen", LibPcap.setSnaplen(pcap, settings.snaplen()));
        check(device, "promiscuous", LibPcap.setPromisc(pcap, settings.promiscuous() ? 1 : 0));
        if (settings.monitor()) {
            check(device, "monitor", LibPcap.setRfmon(pcap, 1));
        }
        check(device, "timeout", LibPcap.setTimeout(pcap, settings.timeoutMillis()));
        if (settings.bufferBytes() > 0) {
            check(device, "bufferBytes", LibPcap.setBufferSize(pcap, settings.bufferBytes()));
        }
        check(device, "immediate", LibPcap.setImmediateMode(pcap, settings.immediate() ? 1 : 0));
        @Nullable TimestampType type = settings.timestampType();
        if (type != null) {
            int code = LibPcap.setTstampType(pcap, type.code());
            if (code > 0) {
                warnings.add(PcapError.warning(device, code, ""));
            }
            check(device, "timestampType", code);
        }
        if (settings.nanoseconds()) {
            // A device without them keeps microseconds; getTstampPrecision tells which it is.
            LibPcap.setTstampPrecision(pcap, LibPcap.PCAP_TSTAMP_PRECISION_NANO);
        }
        if (settings.protocol() != 0) {
            check(device, "protocol", LibPcap.setProtocolLinux(pcap, settings.protocol()));
        }
    }

    private static void check(String device, String setting, int code) {
        if (code < 0) {
            throw new PcapException(
                    device + ": this libpcap cannot set " + setting + ": " + PcapStatus.text(code), code);
        }
    }

    private static String error(long pcap) {
        return NativeMemory.string(LibPcap.geterr(pcap));
    }
}
