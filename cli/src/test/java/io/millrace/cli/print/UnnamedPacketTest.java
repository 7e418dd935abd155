package io.millrace.cli.print;

import static io.millrace.cli.print.Packets.eth;
import static io.millrace.cli.print.Packets.udp4;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.names.NameBook;
import io.millrace.protocol.Linktype;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Packets whose names are not known when they are drafted. */
@Timeout(30)
class UnnamedPacketTest {
    private static final byte[] FRAME = eth(0x800, udp4(4711, 64_999, new byte[1_200]));

    private final CountDownLatch answered = new CountDownLatch(1);
    private final PacketPrinter printer = new PacketPrinter(
            new Style(0, false, false, Dump.NONE, TimeStyle.NONE, false, true, false), NameBook.of(this::answer));

    private String answer(byte[] address) {
        try {
            answered.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "host" + address[3];
    }

    private static String line(int number, String from, String to) {
        return "    " + number + "  IP " + from + ".4711 > " + to + ".64999: UDP, length 1200";
    }

    private Draft draft() {
        return printer.draft(0, Linktype.EN10MB, Bytes.of(FRAME, FRAME.length));
    }

    @AfterEach
    void endLookUps() {
        answered.countDown();
    }

    @Test
    void shouldDraftWithoutWaitingAndPrintWithNamesInOrder() {
        List<Draft> drafts = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            drafts.add(draft());
        }
        answered.countDown();
        for (int i = 0; i < 9; i++) {
            assertThat(printer.text(drafts.get(i))).isEqualTo(line(i + 1, "host1", "host2"));
        }
    }

    @Test
    void shouldPrintNumbersWhenTheWaitIsOver() {
        Draft first = draft();
        Draft second = draft();
        assertThat(printer.text(first)).isEqualTo(line(1, "10.0.0.1", "10.0.0.2"));
        assertThat(printer.text(second)).isEqualTo(line(2, "10.0.0.1", "10.0.0.2"));
    }

    @Test
    void shouldPrintNumbersAtOnceWhenTheCaptureEnds() {
        Draft draft = draft();
        Thread.currentThread().interrupt();
        assertThat(printer.text(draft)).isEqualTo(line(1, "10.0.0.1", "10.0.0.2"));
        assertThat(Thread.interrupted()).as("it is still interrupted").isTrue();
    }

    @Test
    void shouldNotWaitForNamesWhileTooMuchIsWaitingToBeWritten() {
        List<Boolean> urgent = new ArrayList<>();
        PacketPrinter impatient = new PacketPrinter(Style.PLAIN, () -> new Names() {
            @Override
            public boolean areKnown() {
                return false;
            }

            @Override
            public void await(BooleanSupplier isUrgent) {
                urgent.add(isUrgent.getAsBoolean());
            }
        });
        List<Draft> drafts = new ArrayList<>();
        for (int i = 0; i < 40_000; i++) {
            drafts.add(impatient.draft(0, Linktype.EN10MB, Bytes.of(FRAME, FRAME.length)));
        }
        drafts.forEach(impatient::text);
        assertThat(urgent).hasSize(40_000).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(urgent.getFirst()).isTrue();
        assertThat(urgent.getLast()).isFalse();
    }
}
