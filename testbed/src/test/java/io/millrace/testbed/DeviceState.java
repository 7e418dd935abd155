package io.millrace.testbed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a device is told, and says of itself, by {@code ip-link(8)}. */
public final class DeviceState {
    private static final Pattern PROMISCUITY = Pattern.compile("promiscuity (\\d+)");

    private DeviceState() {}

    public static void up(String device) {
        Shell.run("ip", "link", "set", "dev", device, "up");
    }

    public static void down(String device) {
        Shell.run("ip", "link", "set", "dev", device, "down");
    }

    public static void addAddress(String device, String prefix) {
        Shell.run("ip", "address", "add", prefix, "dev", device);
    }

    /** How many ask for the device's promiscuous mode. */
    public static int promiscuity(String device) throws IOException {
        Process process = new ProcessBuilder(Shell.onPath("ip", "-d", "link", "show", "dev", device)).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher matcher = PROMISCUITY.matcher(text);
        if (!matcher.find()) {
            throw new IOException("no promiscuity in: " + text);
        }
        return Integer.parseInt(matcher.group(1));
    }
}
