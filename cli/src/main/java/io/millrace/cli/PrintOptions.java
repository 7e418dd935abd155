package io.millrace.cli;

import io.millrace.cli.names.NameBook;
import io.millrace.cli.print.Dump;
import io.millrace.cli.print.Names;
import io.millrace.cli.print.PacketPrinter;
import io.millrace.cli.print.Style;
import io.millrace.cli.print.TimeStyle;
import io.millrace.pcap.PcapException;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a packet's line tells: tcpdump's options. Where one may be given several times, more times tell more. */
final class PrintOptions {
    /** By how often {@code -t} was given. */
    private static final List<TimeStyle> TIMES = List.of(
            TimeStyle.CLOCK,
            TimeStyle.NONE,
            TimeStyle.EPOCH,
            TimeStyle.SINCE_PREVIOUS,
            TimeStyle.DATE,
            TimeStyle.SINCE_FIRST);

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

    @Option(names = "-n", description = "Addresses, ports and protocols as numbers, not as names.")
    private boolean[] numeric = {};

    @Option(names = "-N", description = "Names of hosts without their domains.")
    private boolean noDomains;

    @Option(names = "-f", description = "IPv4 addresses from outside the device's network as numbers.")
    private boolean foreignNumeric;

    @Option(names = "-v", description = "Tell more of each packet; -vv and -vvv still more.")
    private boolean[] verbose = {};

    @Option(names = "-q", description = "Tell less of each packet.")
    private boolean quick;

    @Option(names = "-e", description = "Tell the link-layer header.")
    private boolean linkHeader;

    @Option(
            names = "-t",
            description = "No time; -tt: seconds since the epoch; -ttt: since the packet before; -tttt: with the date;"
                    + " -ttttt: since the first packet.")
    private boolean[] time = {};

    @Option(names = "-x", description = "The bytes in hexadecimal; -xx with the link-layer header.")
    private boolean[] hex = {};

    @Option(names = "-X", description = "The bytes in hexadecimal and ASCII; -XX with the link-layer header.")
    private boolean[] hexAscii = {};

    @Option(names = "-A", description = "The bytes in ASCII; -AA with the link-layer header.")
    private boolean[] ascii = {};

    @Option(
            names = {"-S", "--absolute-tcp-sequence-numbers"},
            description = "TCP's sequence numbers as they are, not relative to the first.")
    private boolean absoluteNumbers;

    @Option(
            names = {"-#", "--number"},
            description = "The packet's number before each line.")
    private boolean packetNumbers;

    private boolean nano;
    private boolean micro;

    PrintOptions() {}

    @Option(
            names = "--time-stamp-precision",
            paramLabel = "micro|nano",
            description = "Fractions of a second in microseconds (the default) or nanoseconds.")
    void precision(String word) {
        nano = switch (word) {
            case "micro" -> {
                micro = true;
                yield false;
            }
            case "nano" -> true;
            default -> throw OptionNames.complaint(spec, "--time-stamp-precision", word + " (expected: micro or nano)");
        };
    }

    /** Whether microseconds were asked for; printing has them unless nanoseconds were, writing only then. */
    boolean microseconds() {
        return micro;
    }

    @Option(names = "--micro", description = "The same as --time-stamp-precision=micro.")
    void micro(boolean given) {
        nano &= !given;
        micro |= given;
    }

    @Option(names = "--nano", description = "The same as --time-stamp-precision=nano.")
    void nano(boolean given) {
        nano |= given;
        micro &= !given;
    }

    /** What prints packets of a savefile so. */
    PacketPrinter printer() {
        if (foreignNumeric) {
            throw OptionNames.complaint(spec, "-f", "with a savefile (expected: a device, whose network is meant)");
        }
        return printer(LocalNetwork.EVERYWHERE);
    }

    /**
     * What prints packets of a device so.
     *
     * @param device its name, if that is needed
     */
    PacketPrinter printer(Supplier<String> device) {
        return printer(foreignNumeric && numeric.length == 0 ? local(device.get()) : LocalNetwork.EVERYWHERE);
    }

    private PacketPrinter printer(LocalNetwork local) {
        return new PacketPrinter(
                style(), numeric.length > 0 ? () -> Names.NUMERIC : NameBook.ofSystem(local, !noDomains));
    }

    /** As with tcpdump, every address is local to a device that is in no network. */
    private LocalNetwork local(String device) {
        try {
            return LocalNetwork.of(device);
        } catch (PcapException e) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("millrace: warning: -f has no effect: " + Complaint.oneLine(e));
            err.flush();
            return LocalNetwork.EVERYWHERE;
        }
    }

    /** These options as a style. */
    Style style() {
        if (time.length >= TIMES.size()) {
            throw OptionNames.complaint(spec, "-t", time.length + " times (expected: at most 5 times, -ttttt)");
        }
        return new Style(
                verbose.length,
                quick,
                linkHeader,
                dump(),
                TIMES.get(time.length),
                absoluteNumbers,
                packetNumbers,
                nano);
    }

    /** tcpdump lets {@code -X} win over {@code -x}, and both over {@code -A}. */
    private Dump dump() {
        if (hexAscii.length > 0) {
            return hexAscii.length > 1 ? Dump.HEX_ASCII_LINK : Dump.HEX_ASCII;
        }
        if (hex.length > 0) {
            return hex.length > 1 ? Dump.HEX_LINK : Dump.HEX;
        }
        if (ascii.length > 0) {
            return ascii.length > 1 ? Dump.ASCII_LINK : Dump.ASCII;
        }
        return Dump.NONE;
    }
}
