package io.millrace.cli;

import io.millrace.afpacket.PacketSender;
import io.millrace.testbed.FlowTraffic;
import io.millrace.testbed.Generator;
import io.millrace.testbed.VethPair;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Two devices for each test, with a wire between them that is silent but for what the test sends. */
final class Wire implements BeforeEachCallback, AfterEachCallback {
    static final String LEFT = "wire-l";
    static final String RIGHT = "wire-r";
    static final int FLOWS = 100;

    private VethPair pair;

    @Override
    public void beforeEach(ExtensionContext context) {
        pair = VethPair.create(LEFT, RIGHT);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        pair.close();
    }

    /** Sends the shortest frames, the flows taking turns, so many a second or as fast as it goes. */
    void send(long packets, long perSecond) {
        try (Generator generator = new Generator(LEFT, new FlowTraffic(FLOWS, FlowTraffic.LEAST_FRAME_BYTES))) {
            generator.send(packets, perSecond);
        }
    }

    /** Sends packets so that captures from the sending device see them too, which the generator avoids. */
    void sendVisibly(String device, int frameBytes, int packets) {
        FlowTraffic traffic = new FlowTraffic(FLOWS, frameBytes);
        try (PacketSender sender = PacketSender.open(device, packets, frameBytes, false)) {
            for (int i = 0; i < packets; i++) {
                sender.length(i, frameBytes);
                traffic.writeNext(sender.frame(i));
            }
            sender.send(packets);
        }
    }

    /** Runs a tool of the network, and returns what it said. */
    static String tool(String... command) throws IOException, InterruptedException {
        List<String> onPath = new ArrayList<>(List.of("env", "PATH=" + System.getenv("PATH") + ":/usr/sbin:/sbin"));
        onPath.addAll(List.of(command));
        Process process = new ProcessBuilder(onPath).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(String.join(" ", command) + ": " + said);
        }
        return said;
    }
}
