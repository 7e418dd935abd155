package io.millrace.cli;

import io.millrace.protocol.Linktype;
import io.millrace.savefile.Block;
import io.millrace.savefile.BlockType;
import io.millrace.savefile.InterfaceDescription;
import io.millrace.savefile.InterfaceStatistics;
import io.millrace.savefile.NameResolution;
import io.millrace.savefile.OptionCode;
import io.millrace.savefile.SavefileException;
import io.millrace.savefile.SavefileReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is in a savefile, found out by reading all of it. Belongs to one thread. */
final class SavefileInfo {
    final String name;
    final String format;
    final Map<String, Long> linktypes = new TreeMap<>();
    final Set<String> interfaces = new TreeSet<>();
    final List<String> comments = new ArrayList<>();
    final Set<String> applications = new TreeSet<>();
    long packets;
    long cut;
    long capturedBytes;
    long wireBytes;
    long firstNanos = Long.MAX_VALUE;
    long lastNanos = Long.MIN_VALUE;
    long outOfOrder;
    long systemDropped;
    long interfaceDropped;
    long fileBytes;
    int sections;

    /** How many addresses have names, and how many blocks of secrets there are. */
    long names;

    long secrets;

    @Nullable
    String damage;

    @Nullable
    String sha256;

    private long beforeNanos = Long.MIN_VALUE;
    private @Nullable InterfaceDescription known;
    private long ofKnown;

    private SavefileInfo(String name, String format) {
        this.name = name;
        this.format = format;
    }

    /** Reads a file to its end, or to the damage, which is told. */
    static SavefileInfo of(SavefileReader reader) {
        SavefileInfo info =
                new SavefileInfo(reader.name(), reader.format().name().toLowerCase(Locale.ROOT));
        info.section(reader);
        reader.onBlock(block -> {
            switch (block.type()) {
                case BlockType.SECTION_HEADER -> info.section(reader);
                case BlockType.INTERFACE_STATISTICS -> info.statistics(block);
                case BlockType.NAME_RESOLUTION -> info.names(block);
                case BlockType.DECRYPTION_SECRETS -> info.secrets++;
                default -> {} // counts for nothing here
            }
        });
        try {
            while (reader.next()) {
                info.packet(reader);
            }
        } catch (SavefileException e) {
            info.damage = e.getMessage();
        }
        info.count();
        info.fileBytes = reader.readBytes();
        return info;
    }

    private void section(SavefileReader reader) {
        sections++;
        comments.addAll(reader.section().options().comments());
        reader.section().options().text(OptionCode.SHB_USERAPPL).ifPresent(applications::add);
    }

    /** Names that are damaged tell nothing. */
    private void names(Block block) {
        try {
            names += NameResolution.of(block).entries().size();
        } catch (IllegalArgumentException damaged) {
            return;
        }
    }

    /** Statistics that are damaged tell nothing. */
    private void statistics(Block block) {
        InterfaceStatistics counted;
        try {
            counted = InterfaceStatistics.of(block);
        } catch (IllegalArgumentException damaged) {
            return;
        }
        systemDropped += counted.systemDropped().orElse(0);
        interfaceDropped += counted.interfaceDropped().orElse(0);
    }

    @SuppressWarnings("ReferenceEquality") // two that are equal are counted one after the other
    private void packet(SavefileReader reader) {
        packets++;
        ofKnown++;
        capturedBytes += reader.caplen();
        wireBytes += reader.len();
        cut += reader.caplen() < reader.len() ? 1 : 0;
        long nanos = reader.timestampNanos();
        firstNanos = Math.min(firstNanos, nanos);
        lastNanos = Math.max(lastNanos, nanos);
        outOfOrder += nanos < beforeNanos ? 1 : 0;
        beforeNanos = nanos;
        if (known != reader.packetInterface()) {
            ofKnown--;
            count();
            known = reader.packetInterface();
            ofKnown = 1;
        }
    }

    /** Enters the packets of the interface that was read last. */
    private void count() {
        InterfaceDescription description = known;
        if (description != null) {
            linktypes.merge(Linktype.name(description.linktype()), ofKnown, Long::sum);
            description.options().text(OptionCode.IF_NAME).ifPresent(interfaces::add);
            ofKnown = 0;
        }
    }

    /** From the earliest packet to the latest. */
    double seconds() {
        return packets == 0 ? 0 : (lastNanos - firstNanos) / 1e9;
    }
}
