package io.millrace.cli;

import io.millrace.Savefile;
import io.millrace.pcap.DataLink;
import io.millrace.pcap.FilterForm;
import io.millrace.pcap.FilterOptions;
import io.millrace.pcap.Pcap;
import io.millrace.pcap.PcapFilter;
import io.millrace.pcap.PcapSettings;
import io.millrace.pcap.TimestampType;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is told instead of capturing, in tcpdump's words.
 *
 * @param file the file that would be read; null for a device
 * @param filter the filter that would be used
 */
record Answers(
        Inquiries inquiries, SourceOptions source, @Nullable Savefile file, String filter) {
    /** The answer; null if nothing was asked. As with tcpdump, {@code -L} and {@code -J} ask nothing of a file. */
    @Nullable
    String text() {
        FilterForm form = inquiries.dump();
        if (inquiries.devices()) {
            return NumberedDevices.text();
        }
        if (file == null && inquiries.timestampTypes()) {
            return timestampTypes(source.device());
        }
        if (file == null && inquiries.linktypes()) {
            return linktypes(source.device());
        }
        return form == null ? null : compiled().dump(form);
    }

    private static String timestampTypes(String device) {
        List<TimestampType> types = TimestampType.of(device);
        if (types.isEmpty()) {
            return "Time stamp type cannot be set for " + device + System.lineSeparator();
        }
        StringBuilder out = new StringBuilder("Time stamp types for " + device + " (use option -j to set):")
                .append(System.lineSeparator());
        for (TimestampType type : types) {
            entry(out, type.label(), type.description());
        }
        return out.toString();
    }

    private static String linktypes(String device) {
        StringBuilder out = new StringBuilder("Data link types for " + device + " (use option -y to set):")
                .append(System.lineSeparator());
        try (Pcap pcap = Pcap.open(device, PcapSettings.DEFAULT)) {
            for (DataLink link : pcap.datalinks()) {
                entry(out, link.name() == null ? "DLT " + link.dlt() : link.name(), link.description());
            }
        }
        return out.toString();
    }

    private static void entry(StringBuilder out, @Nullable String name, @Nullable String description) {
        out.append("  ").append(name);
        out.append(description == null ? " (not printed)" : " (" + description + ")");
        out.append(System.lineSeparator());
    }

    /** For the file, for the device if one was named, or for a link type alone, which takes no privilege. */
    private PcapFilter compiled() {
        if (file != null) {
            try (Pcap pcap = Pcap.openOffline(Path.of(file.names().getFirst()))) {
                return pcap.compile(filter);
            }
        }
        DataLink link = source.datalink();
        if (link == null && source.namesDevice()) {
            String device = source.device();
            if (!device.equals("any")) {
                return PcapFilter.compile(device, filter, source.snaplen());
            }
            link = DataLink.LINUX_SLL2; // as it is captured
        }
        return PcapFilter.compile(
                link == null ? DataLink.EN10MB : link, filter, source.snaplen(), FilterOptions.DEFAULT);
    }
}
