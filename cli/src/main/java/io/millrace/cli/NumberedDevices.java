package io.millrace.cli;

import io.millrace.CaptureException;
import io.millrace.pcap.Pcap;
import io.millrace.pcap.PcapDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The devices that libpcap lists, in its order and after tcpdump's habit: numbered from 1, and {@code -i} takes the numbers. */
final class NumberedDevices {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private NumberedDevices() {}

    /** One line a device. */
    static String text() {
        return text(Pcap.devices());
    }

    static String text(List<PcapDevice> devices) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < devices.size(); i++) {
            out.append(i + 1).append('.').append(line(devices.get(i))).append(System.lineSeparator());
        }
        return out.toString();
    }

    private static String line(PcapDevice device) {
        String description = device.description() == null ? "" : " (" + device.description() + ")";
        boolean unknown = device.flags().isEmpty() && device.connection() == PcapDevice.Connection.UNKNOWN;
        return device.name() + description + (unknown ? "" : " [" + state(device) + "]");
    }

    private static String state(PcapDevice device) {
        List<String> words = new ArrayList<>();
        add(words, device.up(), "Up");
        add(words, device.running(), "Running");
        add(words, device.loopback(), "Loopback");
        add(words, device.wireless(), "Wireless");
        add(words, words.isEmpty(), "none");
        String connection = connection(device);
        add(words, !connection.isEmpty(), connection);
        return String.join(", ", words);
    }

    private static String connection(PcapDevice device) {
        return switch (device.connection()) {
            case UNKNOWN -> (device.wireless() ? "Association" : "Connection") + " status unknown";
            case CONNECTED -> device.wireless() ? "Associated" : "Connected";
            case DISCONNECTED -> device.wireless() ? "Not associated" : "Disconnected";
            case NOT_APPLICABLE -> "";
        };
    }

    private static void add(List<String> words, boolean holds, String word) {
        if (holds) {
            words.add(word);
        }
    }

    /**
     * The name of the device that a word means: the word itself, or what has this number in the list.
     *
     * @throws CaptureException if the list has no such number
     */
    static String named(String word) {
        if (!NUMBER.matcher(word).matches()) {
            return word;
        }
        List<PcapDevice> devices = Pcap.devices();
        if (devices.stream().anyMatch(device -> device.name().equals(word))) {
            return word;
        }
        int number = Integer.parseInt(word);
        if (number < 1 || number > devices.size()) {
            throw new CaptureException("there is no device number " + word + " (see `millrace capture -D`, which has "
                    + devices.size() + ")");
        }
        return devices.get(number - 1).name();
    }
}
