package io.millrace.testbed.conformance;

/**
 * A line of a scenario: a word, and after a space what the word needs, which may be empty.
 *
 * @param word mostly a function of libpcap without {@code pcap_}
 */
record Command(String word, String argument) {
    static Command parse(String line) {
        int space = line.indexOf(' ');
        return space < 0 ? new Command(line, "") : new Command(line.substring(0, space), line.substring(space + 1));
    }

    int number() {
        return Integer.decode(argument);
    }

    /** The same with a variable of its argument replaced. */
    Command with(String variable, String value) {
        return new Command(word, argument.replace(variable, value));
    }

    @Override
    public String toString() {
        return argument.isEmpty() ? word : word + " " + argument;
    }
}
