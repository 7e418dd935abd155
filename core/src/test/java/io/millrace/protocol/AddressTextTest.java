package io.millrace.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTextTest {
    @ParameterizedTest
    @CsvSource({
        "00000000000000000000000000000000, ::",
        "00000000000000000000000000000001, ::1",
        "00010000000000000000000000000000, 1::",
        "20010db8000000000000000000000001, 2001:db8::1",
        "20010db8000000010001000100010001, 2001:db8:0:1:1:1:1:1",
        "20010db8000000000001000000000001, 2001:db8::1:0:0:1",
        "20010000000000010000000000000001, 2001:0:0:1::1",
        "0000000000000001000200030004000a, ::1:2:3:4:a",
        "fe800001000200030004000500000000, fe80:1:2:3:4:5::",
        "ffff0001000200030004000500060007, ffff:1:2:3:4:5:6:7",
        "00000000000000000000ffff0a000001, ::ffff:10.0.0.1",
        "00000000000000000000ffff00000000, ::ffff:0.0.0.0",
        "0000000000000000000000000a000001, ::10.0.0.1",
        "0000000000000000000000000000ffff, ::ffff",
        "00000000000000000000fffe0a000001, ::fffe:a00:1"
    })
    void shouldWriteIpv6InItsOneForm(String digits, String text) {
        BigInteger address = new BigInteger(digits, 16);
        assertThat(AddressText.ipv6(address.shiftRight(64).longValue(), address.longValue()))
                .isEqualTo(text);
    }

    @Test
    void shouldWriteIpv4AndMac() {
        assertThat(AddressText.ipv4(0xff00010a)).isEqualTo("255.0.1.10");
        assertThat(AddressText.mac(0x0200ff0a0b01L)).isEqualTo("02:00:ff:0a:0b:01");
    }
}
