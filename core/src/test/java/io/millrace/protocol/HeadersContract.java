package io.millrace.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

/** What holds for a view of any bytes at all. */
final class HeadersContract {
    private HeadersContract() {}

    static void check(Headers headers, int caplen) {
        within(headers.sourceMacOffset(), 6, caplen);
        within(headers.destinationMacOffset(), 6, caplen);
        within(headers.networkOffset(), 1, caplen);
        within(headers.sourceAddressOffset(), headers.addressLength(), caplen);
        within(headers.destinationAddressOffset(), headers.addressLength(), caplen);
        within(headers.transportOffset(), 1, caplen);
        within(headers.payloadOffset(), headers.payloadLength(), caplen);
        if (headers.networkHeaderLength() >= 0) {
            within(headers.networkOffset(), headers.networkHeaderLength(), caplen);
        }
        if (headers.transportOffset() >= 0) {
            assertThat(headers.transportOffset()).isEqualTo(headers.networkOffset() + headers.networkHeaderLength());
        }
        if (headers.sourcePort() >= 0) {
            within(headers.transportOffset(), 4, caplen);
        }
        if (headers.tcpFlags() >= 0) {
            within(headers.transportOffset(), 14, caplen);
            assertThat(headers.ipProtocol()).isEqualTo(IpProtocol.TCP);
        }
        boolean ip = headers.ipVersion() == 4 || headers.ipVersion() == 6;
        assertThat(headers.ipVersion()).isIn(-1, 4, 6);
        assertThat(headers.addressLength()).isEqualTo(ip ? headers.ipVersion() == 4 ? 4 : 16 : -1);
        assertThat(headers.ipProtocol()).isBetween(ip ? 0 : -1, ip ? 255 : -1);
        assertThat(headers.sourceAddressOffset() >= 0).isEqualTo(ip);
        assertThat(headers.destinationAddressOffset() >= 0).isEqualTo(ip);
        assertThat(headers.etherType()).isBetween(-1, 0xffff);
        assertThat(headers.sourcePort()).isBetween(-1, 0xffff);
        assertThat(headers.destinationPort()).isBetween(-1, 0xffff);
        assertThat(headers.sourcePort() >= 0).isEqualTo(headers.destinationPort() >= 0);
        assertThat(headers.tcpFlags()).isBetween(-1, 0xff);
        assertThat(headers.payloadOffset() >= 0).isEqualTo(headers.payloadLength() >= 0);
        if (headers.isFirstFragment()) {
            assertThat(headers.isFragment()).isTrue();
        }
        if (headers.isFragment() && !headers.isFirstFragment()) {
            assertThat(headers.transportOffset()).isEqualTo(-1);
            assertThat(headers.sourcePort()).isEqualTo(-1);
        }
    }

    /** All that a view tells, for comparison. */
    static Map<String, Integer> values(Headers headers) {
        return Map.ofEntries(
                Map.entry("sourceMacOffset", headers.sourceMacOffset()),
                Map.entry("destinationMacOffset", headers.destinationMacOffset()),
                Map.entry("etherType", headers.etherType()),
                Map.entry("networkOffset", headers.networkOffset()),
                Map.entry("networkHeaderLength", headers.networkHeaderLength()),
                Map.entry("ipVersion", headers.ipVersion()),
                Map.entry("ipProtocol", headers.ipProtocol()),
                Map.entry("addressLength", headers.addressLength()),
                Map.entry("sourceAddressOffset", headers.sourceAddressOffset()),
                Map.entry("destinationAddressOffset", headers.destinationAddressOffset()),
                Map.entry("fragment", headers.isFragment() ? 1 : 0),
                Map.entry("firstFragment", headers.isFirstFragment() ? 1 : 0),
                Map.entry("transportOffset", headers.transportOffset()),
                Map.entry("sourcePort", headers.sourcePort()),
                Map.entry("destinationPort", headers.destinationPort()),
                Map.entry("tcpFlags", headers.tcpFlags()),
                Map.entry("payloadOffset", headers.payloadOffset()),
                Map.entry("payloadLength", headers.payloadLength()));
    }

    private static void within(int offset, int length, int caplen) {
        if (offset != -1) {
            assertThat(offset).isBetween(0, caplen);
            assertThat(length).isBetween(0, caplen - offset);
        }
    }
}
