package io.millrace.testbed;

import io.millrace.pcap.Pcap;
import io.millrace.pcap.PcapResult;
import io.millrace.pcap.PcapSettings;

/**
 * Reads from a device with hardly any stack left, a little deeper each time: C must not call back where Java would find no
 * room. Runs in a Java of its own, because the virtual machine that it harms ends.
 */
final class AtTheEdge {
    static final String SURVIVED = "survived";

    private static final int ROUNDS = 120;
    private static final int CALLS = 400;
    private static final int ETHERTYPE_AT = 12;

    private final Pcap pcap = open();
    private final byte[] frame = new byte[60];
    private boolean byNext;
    private int deepest;
    private long delivered;
    private int overflows;

    private AtTheEdge() {
        frame[ETHERTYPE_AT] = (byte) 0x88;
        frame[ETHERTYPE_AT + 1] = (byte) 0xb5;
    }

    private static Pcap open() {
        Pcap pcap = Pcap.open("lo", PcapSettings.DEFAULT.withImmediate(true).withBufferBytes(16 << 20));
        pcap.setFilter("ether proto 0x88b5");
        pcap.setNonBlocking(true);
        return pcap;
    }

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws InterruptedException {
        AtTheEdge edge = new AtTheEdge();
        Thread thread = new Thread(null, edge::run, "reader", 512 << 10);
        thread.start();
        thread.join();
        edge.pcap.close(); // waits for no call that has ended
        System.out.println(SURVIVED);
    }

    private void run() {
        for (int round = 0; round < ROUNDS; round++) {
            byNext = round % 2 == 1;
            overflow(Integer.MAX_VALUE);
            for (int i = 0; i < CALLS; i++) {
                int ignored = pcap.inject(frame);
            }
            overflow(deepest - CALLS / 2 - round);
            drain();
        }
        overflow(deepest - CALLS / 2);
        if (overflows != 2 * ROUNDS + 1 || delivered <= ROUNDS) {
            throw new AssertionError(overflows + " overflows, " + delivered + " packets");
        }
    }

    private void overflow(int from) {
        try {
            descend(0, from);
        } catch (StackOverflowError e) {
            overflows++;
        }
    }

    /** At each step from a certain depth on takes one packet, until the stack is used up. */
    @SuppressWarnings("InfiniteRecursion") // that is the point
    private int descend(int depth, int from) {
        deepest = depth;
        if (depth >= from) {
            PcapResult ignored = byNext ? pcap.next(packet -> delivered++) : pcap.dispatch(1, packet -> delivered++);
        }
        return descend(depth + 1, from) + 1;
    }

    /** Fails if a call before did not come to its end, as far as the handle knows. */
    private void drain() {
        while (pcap.dispatch(-1, packet -> delivered++) != PcapResult.NONE) {
            Thread.onSpinWait();
        }
        while (pcap.next(packet -> delivered++) != PcapResult.NONE) {
            Thread.onSpinWait();
        }
    }
}
