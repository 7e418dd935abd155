package io.millrace.cli.print;

/** BOOTP (RFC 951) and DHCP (RFC 2131). */
final class Dhcp {
    private static final int ETHERNET = 1;
    private static final int MAC_BYTES = 6;
    private static final int CLIENT_HARDWARE_AT = 28;
    private static final int SERVER_NAME_AT = 44;
    private static final int FILE_AT = 108;
    private static final int VENDOR_AT = 236;
    private static final int OPTIONS_AT = 240;
    private static final long DHCP_COOKIE = 0x63825363L;
    private static final int BROADCAST = 0x8000;

    private Dhcp() {}

    static void print(Bytes message, Line line) {
        line.protocol("bootp");
        int operation = message.u8(0);
        line.add("BOOTP/DHCP, ");
        line.add(operation == 1 ? "Request" : operation == 2 ? "Reply" : "");
        if (operation < 1 || operation > 2) {
            line.add("unknown (0x").hex(operation, 2).add(')');
        }
        int hardware = message.u8(1);
        int addressLength = message.u8(2);
        boolean ethernet = hardware == ETHERNET && addressLength == MAC_BYTES;
        if (ethernet && operation == 1) {
            message.require(CLIENT_HARDWARE_AT, MAC_BYTES);
            line.add(" from ").add(line.names().mac(message.u48(CLIENT_HARDWARE_AT)));
        }
        line.add(", length ").add(message.length());
        if (line.style().verbose()) {
            message.require(8, 2);
            line.add(hardware == ETHERNET ? "" : ", htype " + hardware);
            line.add(addressLength == MAC_BYTES ? "" : ", hlen " + addressLength);
            printFields(message, ethernet, line);
        }
    }

    private static void printFields(Bytes message, boolean ethernet, Line line) {
        line.add(message.u8(3) == 0 ? "" : ", hops " + message.u8(3));
        if (message.u32(4) != 0) {
            line.add(", xid 0x").hex(message.u32(4));
        }
        line.add(message.u16(8) == 0 ? "" : ", secs " + message.u16(8));
        int flags = message.u16(10);
        line.add(", Flags [")
                .add((flags & BROADCAST) == 0 ? "none" : "Broadcast")
                .add(']');
        if (line.style().verbosity() > 1) {
            line.add(" (0x").hex(flags, 4).add(')');
        }
        printAddress("Client-IP", message, 12, line);
        printAddress("Your-IP", message, 16, line);
        printAddress("Server-IP", message, 20, line);
        printAddress("Gateway-IP", message, 24, line);
        if (ethernet) {
            message.require(CLIENT_HARDWARE_AT, MAC_BYTES);
            line.add("\n\t  Client-Ethernet-Address ");
            line.add(line.names().mac(message.u48(CLIENT_HARDWARE_AT)));
        }
        printText("sname", message, SERVER_NAME_AT, FILE_AT - SERVER_NAME_AT, line);
        printText("file", message, FILE_AT, VENDOR_AT - FILE_AT, line);
        printVendor(message, line);
    }

    private static void printAddress(String name, Bytes message, int at, Line line) {
        if (message.i32(at) != 0) {
            line.add("\n\t  ").add(name).add(' ').add(Addresses.ipv4(message, at, line));
        }
    }

    private static void printText(String name, Bytes message, int at, int most, Line line) {
        if (message.u8(at) == 0) {
            return;
        }
        line.add("\n\t  ").add(name).add(" \"");
        int length = 0;
        while (length < most && message.has(at + length, 1) && message.u8(at + length) != 0) {
            length++;
        }
        line.add(message.text(at, length)).add('"');
        if (length < most) {
            message.require(at + length, 1);
        }
    }

    private static void printVendor(Bytes message, Line line) {
        message.require(VENDOR_AT, 4);
        long cookie = message.u32(VENDOR_AT);
        if (cookie == DHCP_COOKIE) {
            line.add("\n\t  Vendor-rfc1048 Extensions\n\t    Magic Cookie 0x").hex(cookie, 8);
            DhcpOptions.print(message, OPTIONS_AT, line);
        } else if (cookie != 0) {
            line.add("\n\t  Vendor-#0x").hex(cookie, 8);
        }
    }
}
