package io.millrace.testbed.conformance;

import io.millrace.pcap.DataLink;
import io.millrace.pcap.FilterOptions;
import io.millrace.pcap.Pcap;
import io.millrace.pcap.PcapDevice;
import io.millrace.pcap.PcapFilter;
import io.millrace.pcap.PcapNetwork;
import io.millrace.pcap.PcapStatus;
import io.millrace.pcap.TimestampType;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers to the commands that need no handle: devices, names, filters for packets at hand. */
final class LibraryAnswers {
    private LibraryAnswers() {}

    /** {@link Subject#NONE} to other commands. */
    static String answer(Command command) {
        String argument = command.argument();
        return switch (command.word()) {
            case "findalldevs" -> devices(argument);
            case "lookupnet" -> network(PcapNetwork.of(argument));
            case "lib_version" -> Pcap.version();
            case "statustostr" -> PcapStatus.text(command.number());
            case "datalink_val_to_name" -> Words.orNull(new DataLink(command.number()).name());
            case "datalink_val_to_description" -> Words.orNull(new DataLink(command.number()).description());
            case "datalink_name_to_val" ->
                String.valueOf(DataLink.named(argument).dlt());
            case "tstamp_type_val_to_name" ->
                Words.orNull(type(command.number()).label());
            case "tstamp_type_val_to_description" ->
                Words.orNull(type(command.number()).description());
            case "tstamp_type_name_to_val" ->
                String.valueOf(TimestampType.named(argument).code());
            case "offline_filter" -> offlineFilter(argument);
            default -> Subject.NONE;
        };
    }

    private static TimestampType type(int code) {
        return Arrays.stream(TimestampType.values())
                .filter(type -> type.code() == code)
                .findFirst()
                .orElseThrow();
    }

    private static String offlineFilter(String argument) {
        int space = argument.indexOf(' ');
        byte[] packet = HexFormat.of().parseHex(argument.substring(0, space));
        PcapFilter filter =
                PcapFilter.compile(DataLink.EN10MB, argument.substring(space + 1), 65_535, FilterOptions.DEFAULT);
        return Words.of(filter.accepts(packet, packet.length));
    }

    private static String devices(String wanted) {
        if (wanted.isEmpty()) {
            return Pcap.devices().stream().map(PcapDevice::name).collect(Collectors.joining(" "));
        }
        return Pcap.devices().stream()
                .filter(device -> device.name().equals(wanted))
                .map(LibraryAnswers::words)
                .collect(Collectors.joining());
    }

    private static String words(PcapDevice device) {
        StringBuilder words = new StringBuilder(Objects.requireNonNullElse(device.description(), "none"));
        for (PcapDevice.Flag flag : PcapDevice.Flag.values()) {
            if (device.flags().contains(flag)) {
                words.append(' ').append(flag.name().toLowerCase(Locale.ROOT));
            }
        }
        words.append(' ').append(device.connection().name().toLowerCase(Locale.ROOT));
        for (PcapDevice.Address<InetAddress> address : device.addresses()) {
            words.append(word("address", address.address()));
            words.append(word("netmask", address.netmask()));
            words.append(word("broadcast", address.broadcast()));
            words.append(word("destination", address.destination()));
        }
        device.linkAddresses()
                .forEach(address -> words.append(" link=")
                        .append(HexFormat.of().formatHex(address.address().bytes())));
        return words.toString();
    }

    private static String word(String name, @Nullable InetAddress address) {
        return address == null ? "" : " " + name + "=" + HexFormat.of().formatHex(address.getAddress());
    }

    private static String network(PcapNetwork network) {
        return "0 " + network.address().getHostAddress() + "/"
                + network.netmask().getHostAddress();
    }
}
