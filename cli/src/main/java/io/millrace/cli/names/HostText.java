package io.millrace.cli.names;

/** Names of hosts as text. They come from whoever owns an address, and may be meant to do harm. */
final class HostText {
    /** RFC 1035 section 2.3.4. */
    private static final int MOST_CHARACTERS = 255;

    private HostText() {}

    /** Whether it is safe to print: printable ASCII, and not longer than names in the DNS are. */
    static boolean isPlain(String name) {
        return !name.isEmpty()
                && name.length() <= MOST_CHARACTERS
                && name.chars().allMatch(character -> character > ' ' && character < 0x7f);
    }

    /** The name without the domain behind its first dot. */
    static String withoutDomain(String name) {
        int dot = name.indexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
