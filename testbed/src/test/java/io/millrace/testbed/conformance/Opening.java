package io.millrace.testbed.conformance;

import io.millrace.pcap.DataLink;
import io.millrace.pcap.FilterOptions;
import io.millrace.pcap.Pcap;
import io.millrace.pcap.PcapDumper;
import io.millrace.pcap.PcapException;
import io.millrace.pcap.PcapFilter;
import io.millrace.pcap.PcapSettings;
import io.millrace.pcap.TimestampType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How a handle comes to be: the commands until there is one. Settings are collected, as they take effect together when the
 * device is opened.
 */
final class Opening {
    /** What {@code pcap_create} begins with. */
    private static final PcapSettings UNTOUCHED =
            PcapSettings.DEFAULT.withTimeout(Duration.ZERO).withNanoseconds(false);

    private String device = "";
    private PcapSettings settings = UNTOUCHED;
    private @Nullable Pcap pcap;
    private @Nullable DataLink deadLink;
    private int deadSnaplen;

    /** The handle, once there is one. */
    @Nullable
    Pcap pcap() {
        return pcap;
    }

    /** The answer to a command; {@link Subject#NONE} to other ones. */
    String answer(Command command) {
        try {
            return run(command);
        } catch (IllegalArgumentException e) {
            return HandleSubject.REFUSED;
        }
    }

    private String run(Command command) {
        String argument = command.argument();
        return switch (command.word()) {
            case "create" -> create(argument);
            case "set_snaplen" -> set(settings.withSnaplen(command.number()));
            case "set_promisc" -> set(settings.withPromiscuous(command.number() != 0));
            case "set_rfmon" -> set(settings.withMonitor(command.number() != 0));
            case "set_timeout" -> set(settings.withTimeout(Duration.ofMillis(command.number())));
            case "set_immediate_mode" -> set(settings.withImmediate(command.number() != 0));
            case "set_buffer_size" -> set(settings.withBufferBytes(command.number()));
            case "set_protocol_linux" -> set(settings.withProtocol(command.number()));
            case "set_tstamp_precision" -> set(settings.withNanoseconds(command.number() != 0));
            case "set_tstamp_type" -> set(settings.withTimestampType(type(command.number())));
            case "list_tstamp_types" -> types();
            case "activate" -> activate();
            case "open_live" -> openLive(argument.split(" ", -1));
            case "open_offline", "fopen_offline" -> openOffline(Path.of(argument), false);
            case "open_offline_nano" -> openOffline(Path.of(argument), true);
            case "open_dead" -> openDead(argument.split(" ", -1));
            case "compile" -> compileForDead(argument);
            default -> Subject.NONE;
        };
    }

    /** A handle without packets: two values, which those calls take that need no handle. */
    private String openDead(String[] words) {
        deadLink = new DataLink(Integer.parseInt(words[0]));
        deadSnaplen = Integer.parseInt(words[1]);
        return "0";
    }

    private String compileForDead(String expression) {
        return deadLink == null
                ? Subject.NONE
                : Words.program(PcapFilter.compile(deadLink, expression, deadSnaplen, FilterOptions.DEFAULT)
                        .instructions());
    }

    PcapDumper dumpTo(Path file) {
        return deadLink == null ? opened().dumpTo(file) : PcapDumper.open(file, deadLink, deadSnaplen, true);
    }

    PcapDumper appendTo(Path file) {
        return opened().appendTo(file);
    }

    private Pcap opened() {
        if (pcap == null) {
            throw new AssertionError("no handle is open");
        }
        return pcap;
    }

    private String create(String name) {
        device = name;
        return "0";
    }

    private String set(PcapSettings changed) {
        settings = changed;
        return "0";
    }

    private static TimestampType type(int code) {
        return Arrays.stream(TimestampType.values())
                .filter(type -> type.code() == code)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("timestamp type: " + code));
    }

    private String types() {
        return Words.sorted(TimestampType.of(device).stream().map(TimestampType::code), "none");
    }

    private String activate() {
        Pcap opened = Pcap.open(device, settings);
        pcap = opened;
        return opened.warnings().isEmpty() ? "0" : "warned";
    }

    private String openLive(String[] words) {
        settings = UNTOUCHED
                .withSnaplen(Integer.parseInt(words[1]))
                .withPromiscuous(words[2].equals("1"))
                .withTimeout(Duration.ofMillis(Integer.parseInt(words[3])));
        device = words[0];
        try {
            return activate();
        } catch (PcapException e) {
            return "null";
        }
    }

    private String openOffline(Path file, boolean nanoseconds) {
        try {
            pcap = Pcap.openOffline(file, nanoseconds);
            return "0";
        } catch (PcapException e) {
            return "null";
        }
    }
}
