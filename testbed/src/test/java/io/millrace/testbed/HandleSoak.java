package io.millrace.testbed;

import io.millrace.pcap.DataLink;
import io.millrace.pcap.Pcap;
import io.millrace.pcap.PcapCallback;
import io.millrace.pcap.PcapDumper;
import io.millrace.pcap.PcapResult;
import io.millrace.pcap.PcapSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.SynchronousQueue;

/**
 * Creates, dispatches, breaks and closes over and over, in a Java of its own, so that nothing else moves what it measures. Every
 * other handle is broken and closed by another thread. It says by how much each resource has grown in the second half.
 */
final class HandleSoak {
    private static final int FRAMES = 3;
    private static final int EVERY_STREAM = 10;

    private final Path savefile;
    private final byte[] stream;
    private final BlockingQueue<Pcap> others = new SynchronousQueue<>();
    private final byte[] frame = new byte[60];
    private final PcapCallback nothing = packet -> {};

    private HandleSoak() throws IOException {
        frame[12] = (byte) 0x88;
        frame[13] = (byte) 0xb5;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PcapDumper dumper = PcapDumper.open(out, DataLink.EN10MB, 0, true)) {
            for (int i = 0; i < FRAMES; i++) {
                dumper.write(frame, frame.length, i);
            }
        }
        stream = out.toByteArray();
        savefile = Files.write(Files.createTempFile("soak", ".pcap"), stream);
    }

    /** Arguments: how many handles of a device, and how many of savefiles. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws Exception {
        HandleSoak soak = new HandleSoak();
        Thread other = Thread.ofPlatform().daemon().start(soak::breakAndClose);
        try {
            int live = Integer.parseInt(arguments[0]);
            int offline = Integer.parseInt(arguments[1]);
            soak.cycle(live / 2, offline / 2);
            Footprint before = Footprint.now();
            soak.cycle(live / 2, offline / 2);
            System.out.println(Footprint.now().since(before));
        } finally {
            other.interrupt();
            Files.delete(soak.savefile);
        }
    }

    private void cycle(int live, int offline) throws InterruptedException {
        for (int i = 0; i < live; i++) {
            live(i % 4 < 2, i % 2 == 0);
        }
        for (int i = 0; i < offline; i++) {
            Pcap pcap = i % EVERY_STREAM == 0
                    ? Pcap.openOffline(new ByteArrayInputStream(stream), true)
                    : Pcap.openOffline(savefile);
            expect(pcap, PcapResult.PACKETS, pcap.dispatch(1, nothing));
            breakAndClose(pcap, i % 2 == 0);
        }
    }

    private void live(boolean immediate, boolean byAnother) throws InterruptedException {
        Pcap pcap =
                Pcap.open("lo", PcapSettings.DEFAULT.withImmediate(immediate).withBufferBytes(1 << 16));
        pcap.setFilter("ether proto 0x88b5");
        int ignored = pcap.inject(frame);
        expect(pcap, PcapResult.PACKETS, pcap.dispatch(1, nothing));
        breakAndClose(pcap, byAnother);
    }

    private void breakAndClose(Pcap pcap, boolean byAnother) throws InterruptedException {
        if (!byAnother) {
            pcap.breakLoop();
            expect(pcap, PcapResult.BROKEN, pcap.dispatch(-1, nothing));
            pcap.close();
            return;
        }
        others.put(pcap);
        try {
            PcapResult ignored = pcap.loop(-1, nothing); // a savefile may end first
        } catch (IllegalStateException e) {
            if (pcap.isOpen()) {
                throw e;
            }
        }
    }

    private void breakAndClose() {
        try {
            while (true) {
                Pcap pcap = others.take();
                pcap.breakLoop();
                pcap.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void expect(Pcap pcap, PcapResult expected, PcapResult actual) {
        if (actual != expected) {
            throw new AssertionError(pcap.device() + ": " + actual + " instead of " + expected);
        }
    }
}
