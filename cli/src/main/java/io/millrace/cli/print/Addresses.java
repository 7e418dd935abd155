package io.millrace.cli.print;

import io.millrace.protocol.AddressText;

/** Addresses that a protocol carries. */
final class Addresses {
    private Addresses() {}

    static String ipv4(Bytes bytes, int at, Line line) {
        return line.names().ipv4(bytes.i32(at));
    }

    static String ipv6(Bytes bytes, int at, Line line) {
        return line.names().ipv6(bytes.u64(at), bytes.u64(at + 8));
    }

    /** As a number, even where addresses have names: a prefix, not a host. */
    static String ipv4Number(Bytes bytes, int at) {
        return AddressText.ipv4(bytes.i32(at));
    }

    /** As a number, even where addresses have names: a prefix, not a host. */
    static String ipv6Number(Bytes bytes, int at) {
        return AddressText.ipv6(bytes.u64(at), bytes.u64(at + 8));
    }
}
