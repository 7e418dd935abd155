package io.millrace.cli;

import io.millrace.Packet;
import io.millrace.PacketFunction;
import io.millrace.protocol.AddressText;
import io.millrace.protocol.EtherType;
import io.millrace.protocol.Headers;
import io.millrace.protocol.IpProtocol;
import io.millrace.protocol.Linktype;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/** A packet as one line: time, addresses and ports, protocol, length on the wire. For any number of threads. */
final class PacketLine implements PacketFunction<String> {
    /** Headers lie in front; more than this need not be copied to find them. */
    private static final int ENOUGH = 512;

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    PacketLine() {}

    @Override
    public String apply(Packet packet) {
        int length = Math.min(packet.caplen(), ENOUGH);
        MemorySegment bytes = MemorySegment.ofArray(new byte[length]);
        packet.copyTo(0, bytes, 0, length);
        return text(packet.timestampNanos(), packet.len(), packet.linktype(), bytes, ZoneId.systemDefault());
    }

    /**
     * The line of a packet.
     *
     * @param timestampNanos nanoseconds since the epoch
     * @param len length on the wire in bytes
     * @param bytes its first bytes
     * @param zone where the time is told
     */
    static String text(long timestampNanos, int len, int linktype, MemorySegment bytes, ZoneId zone) {
        Headers headers = new Headers().wrap(bytes, 0, (int) bytes.byteSize(), linktype);
        StringBuilder line = new StringBuilder(96);
        time(line, timestampNanos, zone);
        line.append("  ");
        if (headers.ipVersion() > 0) {
            end(line, headers, bytes, headers.sourceAddressOffset(), headers.sourcePort());
            line.append(" > ");
            end(line, headers, bytes, headers.destinationAddressOffset(), headers.destinationPort());
            line.append("  ").append(IpProtocol.name(headers.ipProtocol()));
            line.append(headers.isFragment() ? " fragment" : "");
        } else if (headers.sourceMacOffset() >= 0) {
            line.append(mac(bytes, headers.sourceMacOffset())).append(" > ");
            line.append(mac(bytes, headers.destinationMacOffset())).append("  ");
            line.append(headers.etherType() < 0 ? "IEEE 802.3" : EtherType.name(headers.etherType()));
        } else {
            line.append(Linktype.name(linktype));
        }
        return line.append("  ").append(len).toString();
    }

    private static void time(StringBuilder line, long timestampNanos, ZoneId zone) {
        long second = Math.floorDiv(timestampNanos, 1_000_000_000L);
        long nanos = Math.floorMod(timestampNanos, 1_000_000_000L);
        LocalTime time = LocalTime.ofInstant(Instant.ofEpochSecond(second), zone);
        digits(line, time.getHour(), 10);
        digits(line.append(':'), time.getMinute(), 10);
        digits(line.append(':'), time.getSecond(), 10);
        digits(line.append('.'), nanos, 100_000_000);
    }

    private static void digits(StringBuilder line, long number, long highest) {
        for (long unit = highest; unit > 0; unit /= 10) {
            line.append((char) ('0' + number / unit % 10));
        }
    }

    private static void end(StringBuilder line, Headers headers, MemorySegment bytes, int address, int port) {
        if (headers.addressLength() == 4) {
            line.append(AddressText.ipv4(bytes.get(INT, address)));
            line.append(port < 0 ? "" : ":" + port);
        } else {
            String text = AddressText.ipv6(bytes.get(LONG, address), bytes.get(LONG, address + 8));
            line.append(port < 0 ? text : "[" + text + "]:" + port);
        }
    }

    private static String mac(MemorySegment bytes, int at) {
        long address = 0;
        for (int i = 0; i < 6; i++) {
            address = (address << 8) | (bytes.get(ValueLayout.JAVA_BYTE, at + i) & 0xff);
        }
        return AddressText.mac(address);
    }
}
