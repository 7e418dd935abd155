package io.millrace.testbed.conformance;

/**
 * What an answer has to begin with, word by word. A packet may be written short, as {@code caplen/len}.
 *
 * @param text the words; {@code *} for any answer
 */
record Expectation(String text) {
    static final Expectation ANY = new Expectation("*");

    boolean matches(String answer) {
        return this.equals(ANY) || (shortened(answer) + " ").startsWith(text + " ");
    }

    /** An answer without what differs from run to run: the timestamps and hashes of packets. */
    static String shortened(String answer) {
        return answer.replaceAll("\\b\\d+/(\\d+/\\d+)/[0-9a-f]{8}\\b", "$1");
    }
}
