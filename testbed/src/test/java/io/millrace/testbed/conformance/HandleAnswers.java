package io.millrace.testbed.conformance;

import io.millrace.pcap.DataLink;
import io.millrace.pcap.FilterOptions;
import io.millrace.pcap.Pcap;
import io.millrace.pcap.PcapDirection;
import io.millrace.pcap.PcapStats;
import io.millrace.pcap.Savefile;
import io.millrace.testbed.Await;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Answers of an open handle, but for the reading commands. */
final class HandleAnswers {
    private static final FilterOptions PLAIN = FilterOptions.DEFAULT.withOptimised(false);
    private static final FilterOptions CLASS_C = FilterOptions.DEFAULT.withNetmask(netmask());

    private HandleAnswers() {}

    /** {@link Subject#NONE} to other commands. */
    static String answer(Pcap handle, Command command) {
        String argument = command.argument();
        return switch (command.word()) {
            case "setfilter" -> done(() -> handle.setFilter(argument));
            case "setdirection" -> done(() -> handle.setDirection(direction(argument)));
            case "setnonblock" -> done(() -> handle.setNonBlocking(command.number() != 0));
            case "getnonblock" -> Words.of(handle.isNonBlocking());
            case "bufsize" -> String.valueOf(handle.bufsize());
            case "set_datalink" -> done(() -> handle.setDatalink(new DataLink(command.number())));
            case "compile" -> Words.program(handle.compile(argument).instructions());
            case "compile_plain" ->
                Words.program(handle.compile(argument, PLAIN).instructions());
            case "compile_class_c" ->
                Words.program(handle.compile(argument, CLASS_C).instructions());
            case "stats" -> handle.stats().received() + " " + handle.stats().dropped();
            case "ifdrop" -> interfaceDropped(handle.stats().interfaceDropped());
            case "await" -> awaitReceived(handle, command.number());
            case "snapshot" -> String.valueOf(handle.snaplen());
            case "datalink" -> String.valueOf(handle.datalink().dlt());
            case "list_datalinks" -> Words.sorted(handle.datalinks().stream().map(DataLink::dlt), "");
            case "get_tstamp_precision" -> Words.of(handle.nanoseconds());
            case "is_swapped" -> inHeader(handle, savefile -> savefile.swapped() ? 1 : 0);
            case "major_version" -> inHeader(handle, Savefile::major);
            case "minor_version" -> inHeader(handle, Savefile::minor);
            case "get_selectable_fd" -> handle.selectableFd() >= 0 ? "yes" : "-1";
            case "get_required_select_timeout" -> timeout(handle.requiredTimeout());
            case "poll" -> Poll.readable(handle.selectableFd(), command.number()) ? "readable" : "silent";
            case "inject" -> String.valueOf(handle.inject(HexFormat.of().parseHex(argument)));
            case "inject_zeros" -> String.valueOf(handle.inject(new byte[command.number()]));
            default -> Subject.NONE;
        };
    }

    private static Inet4Address netmask() {
        try {
            return (Inet4Address) InetAddress.getByName("255.255.255.0");
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PcapDirection direction(String word) {
        return switch (word) {
            case "in" -> PcapDirection.IN;
            case "out" -> PcapDirection.OUT;
            default -> PcapDirection.INOUT;
        };
    }

    private static String interfaceDropped(long count) {
        return count == PcapStats.ABSENT ? "absent" : String.valueOf(count);
    }

    private static String awaitReceived(Pcap handle, int wanted) {
        Await.until(
                "the kernel counted " + wanted + " packets",
                () -> handle.stats().received() >= wanted);
        return String.valueOf(handle.stats().received());
    }

    /** A device has no such header; C says 0 of it. */
    private static String inHeader(Pcap handle, ToIntFunction<Savefile> field) {
        Savefile savefile = handle.savefile();
        return savefile == null ? "0" : String.valueOf(field.applyAsInt(savefile));
    }

    private static String timeout(@Nullable Duration timeout) {
        return timeout == null ? "none" : String.valueOf(timeout.toNanos() / 1_000);
    }

    private static String done(Runnable call) {
        call.run();
        return "0";
    }
}
