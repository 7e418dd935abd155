package io.millrace.cli.print;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Names of this system's network devices. To ask the system takes long, so answers are kept; for any thread. */
final class DeviceNames {
    /** A packet can name any device; what is asked for beyond this is not kept. */
    private static final int MOST_KEPT = 4096;

    private static final ConcurrentMap<Integer, String> NAMES = new ConcurrentHashMap<>();

    private DeviceNames() {}

    /** The name of the device with an index, or {@code ?}. */
    static String of(int index) {
        String known = NAMES.get(index);
        if (known != null) {
            return known;
        }
        String name = ask(index);
        if (NAMES.size() < MOST_KEPT) {
            NAMES.put(index, name);
        }
        return name;
    }

    private static String ask(int index) {
        try {
            NetworkInterface device = index > 0 ? NetworkInterface.getByIndex(index) : null;
            return device == null ? "?" : device.getName();
        } catch (SocketException e) {
            return "?";
        }
    }
}
