package io.millrace.testbed;

import java.util.Locale;

/** The generator as a program: {@code Generate DEVICE COUNT RATE FLOWS SIZE}; a rate of 0 is as fast as it goes. */
public final class Generate {
    private static final String USAGE = "usage: Generate DEVICE COUNT RATE FLOWS SIZE (a rate of 0 is unpaced)";

    private Generate() {}

    /** Sends, and prints one line: packets sent, seconds, packets a second. Exit status 2 stands for wrong usage. */
    @SuppressWarnings("SystemOut") // a program's result
    public static void main(String[] arguments) {
        if (arguments.length != 5) {
            System.err.println(USAGE);
            System.exit(2);
        }
        try {
            System.out.println(generate(arguments));
        } catch (NumberFormatException e) {
            System.err.println(USAGE + ": " + e.getMessage());
            System.exit(2);
        } catch (RuntimeException e) {
            System.err.println("generate: " + e.getMessage());
            System.exit(1);
        }
    }

    private static String generate(String[] arguments) {
        OwnNetwork.require();
        long count = Long.parseLong(arguments[1]);
        long rate = Long.parseLong(arguments[2]);
        FlowTraffic traffic = new FlowTraffic(Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
        try (Generator generator = new Generator(arguments[0], traffic)) {
            Generator.Sent sent = generator.send(count, rate);
            return String.format(
                    Locale.ROOT, "sent %d in %.3f s, %.0f/s", sent.packets(), sent.nanos() / 1e9, sent.perSecond());
        }
    }
}
