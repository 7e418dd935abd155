package io.millrace.cli.print;

/** The hellos of TLS (RFC 8446 section 4.1): who is asked for, and in which versions and protocols. */
final class TlsHello {
    private static final int CLIENT = 1;
    private static final int SERVER = 2;
    /** Behind the type and the length: version and random number. */
    private static final int SESSION_AT = 4 + 2 + 32;

    private static final int SERVER_NAME = 0;
    private static final int PROTOCOLS = 16;
    private static final int VERSIONS = 43;
    private static final int MOST_LISTED = 8;

    private final Bytes hello;
    private final Line line;

    private TlsHello(Bytes hello, Line line) {
        this.hello = hello;
        this.line = line;
    }

    /** Whether a handshake record of a length begins with a hello; an encrypted handshake looks random. */
    static boolean isHello(Bytes record, int length) {
        return record.has(0, 4)
                && (record.u8(0) == CLIENT || record.u8(0) == SERVER)
                && (record.u24(1) == length - 4 || record.u8(1) == 0);
    }

    /**
     * Prints a hello, or what of it is in this segment.
     *
     * @throws Truncated if the segment was not captured whole
     */
    static void print(Bytes record, Line line) {
        boolean client = record.u8(0) == CLIENT;
        line.add(client ? "client hello" : "server hello");
        int length = 4 + record.u24(1);
        Bytes hello = record.part(0, length);
        try {
            new TlsHello(hello, line).print(client, length);
        } catch (Truncated end) {
            if (hello.captured() < hello.length()) {
                throw end;
            }
            line.add(hello.length() < length ? ", continued" : ", malformed");
        }
    }

    private void print(boolean client, int length) {
        int version = hello.u16(4);
        int ciphers = SESSION_AT + 1 + hello.u8(SESSION_AT);
        int compressions = client ? ciphers + 2 + hello.u16(ciphers) : ciphers + 2;
        int extensions = client ? compressions + 1 + hello.u8(compressions) : compressions + 1;
        if (extensions == length) {
            printVersion(version);
            return;
        }
        int end = extensions + 2 + hello.u16(extensions);
        if (!client || line.style().verbose()) {
            int chosen = find(VERSIONS, extensions + 2, end);
            printVersions(client, version, chosen);
        }
        int name = find(SERVER_NAME, extensions + 2, end);
        if (name > 0 && client) {
            printName(name);
        }
        int protocols = line.style().verbose() ? find(PROTOCOLS, extensions + 2, end) : 0;
        if (protocols > 0) {
            printProtocols(protocols);
        }
    }

    /** The offset of an extension's data; 0 if there is none. */
    private int find(int type, int from, int end) {
        int at = from;
        while (at < end) {
            int here = hello.u16(at);
            int length = hello.u16(at + 2);
            if (here == type) {
                hello.require(at + 4, length);
                return at + 4;
            }
            at += 4 + length;
        }
        return 0;
    }

    private void printVersion(int version) {
        line.add(", version ").add(Tls.version(version));
    }

    private void printVersions(boolean client, int version, int at) {
        if (at == 0) {
            printVersion(version);
        } else if (client) {
            int count = Math.min(hello.u8(at) / 2, MOST_LISTED);
            line.add(", versions");
            for (int i = 0; i < count; i++) {
                line.add(' ').add(Tls.version(hello.u16(at + 1 + 2 * i)));
            }
        } else {
            printVersion(hello.u16(at));
        }
    }

    /** RFC 6066: a list of names, of which there is but one kind, and one of it. */
    private void printName(int at) {
        if (hello.u8(at + 2) == 0) {
            line.add(", server name ").add(hello.text(at + 5, hello.u16(at + 3)));
        }
    }

    /** RFC 7301. */
    private void printProtocols(int at) {
        int end = at + 2 + hello.u16(at);
        line.add(", protocols");
        int place = at + 2;
        for (int i = 0; i < MOST_LISTED && place < end; i++) {
            int length = hello.u8(place);
            line.add(' ').add(hello.text(place + 1, length));
            place += 1 + length;
        }
    }
}
