package io.millrace.bench;

import java.io.IOException;

/**
 * C's callback against Java's, on the same savefile by turns. {@code CallbackDuel [ROUNDS]}
 *
 * <p>The promise: no more than 1.3 times C's time, and nothing allocated for a packet.
 */
public final class CallbackDuel {
    private static final int WARM_UP = 50;
    private static final int ROUNDS = 200;
    private static final int PACKETS = 100_000;
    private static final int[] LENGTHS = {60, 1_514};

    private CallbackDuel() {}

    /** Prints a line for each length of packets. */
    public static void main(String[] args) throws IOException, InterruptedException {
        int rounds = args.length == 0 ? ROUNDS : Integer.parseInt(args[0]);
        for (int length : LENGTHS) {
            System.out.println(length + " bytes: " + fight(PACKETS, length, WARM_UP, rounds));
        }
    }

    /** Fights with a file of so many packets of this length, and says how it went. */
    static String fight(int packets, int length, int warmUp, int rounds) throws IOException, InterruptedException {
        try (SampleFile file = new SampleFile(packets, length);
                CCallback c = new CCallback(file.path())) {
            Duel.Side one = new Duel.Side("C", c::read);
            Duel.Side other = new Duel.Side("Java", new JavaCallback(file.path())::read);
            return new Duel(one, other, file.totals()).fight(warmUp, rounds).text(one, other);
        }
    }
}
