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

    private final CommandSpec spec;
    private int numeric;
    private boolean noDomains;
    private boolean foreignNumeric;
    private int verbose;
    private boolean quick;
    private boolean linkHeader;
    private int time;
    private int hex;
    private int hexAscii;
    private int ascii;
    private boolean absoluteNumbers;
    private boolean packetNumbers;
    private boolean nano;
    private boolean micro;

    PrintOptions(Options options) {
        spec = options.spec();
        options.times("-n", () -> numeric++, "Addresses, ports and protocols as numbers, not as names.");
        options.flag("-N", given -> noDomains = given, "Names of hosts without their domains.");
        options.flag(
                "-f", given -> foreignNumeric = given, "IPv4 addresses from outside the device's network as numbers.");
        options.times("-v", () -> verbose++, "Tell more of each packet; -vv and -vvv still more.");
        options.flag("-q", given -> quick = given, "Tell less of each packet.");
        options.flag("-e", given -> linkHeader = given, "Tell the link-layer header.");
        options.times(
                "-t",
                () -> time++,
                "No time; -tt: seconds since the epoch; -ttt: since the packet before; -tttt: with the date;"
                        + " -ttttt: since the first packet.");
        options.times("-x", () -> hex++, "The bytes in hexadecimal; -xx with the link-layer header.");
        options.times("-X", () -> hexAscii++, "The bytes in hexadecimal and ASCII; -XX with the link-layer header.");
        options.times("-A", () -> ascii++, "The bytes in ASCII; -AA with the link-layer header.");
        options.flag(
                "-S, --absolute-tcp-sequence-numbers",
                given -> absoluteNumbers = given,
                "TCP's sequence numbers as they are, not relative to the first.");
        options.flag("-#, --number", given -> packetNumbers = given, "The packet's number before each line.");
        options.value(
                "--time-stamp-precision",
                "micro|nano",
                String.class,
                this::precision,
                "Fractions of a second in microseconds (the default) or nanoseconds.");
        options.flag("--micro", this::micro, "The same as --time-stamp-precision=micro.");
        options.flag("--nano", this::nano, "The same as --time-stamp-precision=nano.");
    }

    private void precision(String word) {
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

    private void micro(boolean given) {
        nano &= !given;
        micro |= given;
    }

    private void nano(boolean given) {
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
        return printer(foreignNumeric && numeric == 0 ? local(device.get()) : LocalNetwork.EVERYWHERE);
    }

    private PacketPrinter printer(LocalNetwork local) {
        return new PacketPrinter(style(), numeric > 0 ? () -> Names.NUMERIC : NameBook.ofSystem(local, !noDomains));
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
        if (time >= TIMES.size()) {
            throw OptionNames.complaint(spec, "-t", time + " times (expected: at most 5 times, -ttttt)");
        }
        return new Style(verbose, quick, linkHeader, dump(), TIMES.get(time), absoluteNumbers, packetNumbers, nano);
    }

    /** tcpdump lets {@code -X} win over {@code -x}, and both over {@code -A}. */
    private Dump dump() {
        if (hexAscii > 0) {
            return hexAscii > 1 ? Dump.HEX_ASCII_LINK : Dump.HEX_ASCII;
        }
        if (hex > 0) {
            return hex > 1 ? Dump.HEX_LINK : Dump.HEX;
        }
        if (ascii > 0) {
            return ascii > 1 ? Dump.ASCII_LINK : Dump.ASCII;
        }
        return Dump.NONE;
    }
}
