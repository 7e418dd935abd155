package io.millrace.cli.print;

import static io.millrace.cli.print.Packets.cut;
import static io.millrace.cli.print.Packets.eth;
import static io.millrace.cli.print.Packets.hex;
import static io.millrace.cli.print.Packets.join;
import static io.millrace.cli.print.Packets.tcp4;
import static io.millrace.cli.print.Packets.u16;
import static io.millrace.cli.print.Packets.u32;
import static io.millrace.cli.print.Packets.with;
import static io.millrace.cli.print.Packets.zeros;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.protocol.Linktype;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;

/** tcpdump prints nothing of TLS, so what is expected stands here; the client hellos are the JDK's. */
class TlsTest {
    @Test
    void shouldNameTheServerThatAClientAsksFor() throws Exception {
        byte[] hello = clientHello("www.example.org");
        assertThat(text(hello, "")).endsWith(": TLS: client hello, server name www.example.org");
        assertThat(text(hello, "-v"))
                .endsWith(": TLS: client hello, versions 1.3 1.2, server name www.example.org, protocols h2 http/1.1");
        assertThat(text(hello, "-q")).doesNotContain("TLS");
    }

    @Test
    void shouldTellTheVersionThatAServerChose() {
        byte[] change = hex("140303000101");
        byte[] newer = serverHello(join("1301 00 0006 002b 0002 0304"));
        byte[] older = serverHello(hex("c02f00"));
        assertThat(text(join(newer, change), "")).endsWith(": TLS: server hello, version 1.3; change cipher spec");
        assertThat(text(older, "")).endsWith(": TLS: server hello, version 1.2");
    }

    @Test
    void shouldPrintOtherRecordsInShort() {
        assertThat(text(hex("15030300020228"), "")).endsWith(": TLS: alert fatal, handshake failure");
        assertThat(text(join("1703030020", zeros(32)), "")).endsWith(", length 37: TLS: application data");
        assertThat(text(join("1703030400", zeros(9)), "-v"))
                .endsWith(": TLS: application data, version 1.2, length 1024");
        assertThat(text(join("1603030020", zeros(32)), "")).endsWith(": TLS: handshake");
    }

    @Test
    void shouldPrintNothingOfDataThatIsNoRecord() {
        for (String digits :
                List.of("1803030001ff", "16040300010203", "160305000101", "1603030000", "1603", "17030348010203")) {
            assertThat(text(hex(digits), "")).doesNotContain("TLS");
        }
    }

    @Test
    void shouldSayThatAHelloGoesOnInTheNextSegment() throws Exception {
        byte[] hello = clientHello("www.example.org");
        int name = new String(hello, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("www.");
        for (int length = 9; length < hello.length; length++) {
            String text = text(cut(hello, length), "");
            assertThat(text).contains(": TLS: client hello");
            boolean named = length >= name + "www.example.org".length();
            assertThat(text).endsWith(named ? "server name www.example.org" : "hello, continued");
        }
    }

    @Test
    void shouldMarkAHelloThatWasNotCapturedWhole() throws Exception {
        byte[] frame = eth(0x800, tcp4(4711, 443, clientHello("www.example.org")));
        String text = Tcpdump.of(Linktype.EN10MB)
                .and(Arrays.copyOf(frame, 54 + 60), frame.length)
                .ours("")
                .getFirst();
        assertThat(text).endsWith(": TLS: client hello [|tls]");
    }

    @Test
    void shouldCallALyingHelloMalformed() throws Exception {
        byte[] hello = clientHello("www.example.org");
        int session = 5 + 4 + 2 + 32;
        int ciphers = session + 1 + hello[session];
        assertThat(text(with(hello, ciphers, 0xff), "")).contains(": TLS: client hello, malformed");
    }

    private static byte[] serverHello(byte[] choice) {
        byte[] body = join(u16(0x303), zeros(32), "00", choice);
        return join("160303", u16(4 + body.length), u32(0x02000000L + body.length), body);
    }

    private static byte[] clientHello(String server) throws Exception {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine(server, 443);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
        engine.setSSLParameters(parameters);
        return wrap(engine);
    }

    private static byte[] wrap(SSLEngine engine) throws SSLException {
        ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), record);
        return Arrays.copyOf(record.array(), record.position());
    }

    private static String text(byte[] data, String options) {
        return Tcpdump.of(Linktype.EN10MB, eth(0x800, tcp4(4711, 443, data)))
                .ours(options)
                .getFirst();
    }
}
