package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testbed.Generator;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of packets that come faster than they are handled. */
@LiveTest
class LiveOverloadTest {
    private static final String SERIAL =
            "--handler sleep:1ms --workers fixed:1 --queue-bytes 1m --drain 500ms --ledger -";

    @RegisterExtension
    final Wire wire = new Wire();

    @RegisterExtension
    final LiveCommand millrace = new LiveCommand();

    @Test
    void shouldShedWhatFindsTheQueueFullAndAccountForIt() throws Exception {
        int packets = 40_000;
        Running capture = millrace.start(LiveCommand.capture((SERIAL + " --overload drop-newest").split(" ", -1))
                .heedful());
        long begun = System.nanoTime();
        capture.awaitListening();
        wire.send(packets, 20_000);
        Ended ended = capture.signal("INT").end().well();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);

        Accounts ledger = ended.ledger();
        assertThat(ledger.count("kernel", "received")).as(ledger::toString).isEqualTo(packets);
        assertThat(ledger.count("shed", "newest"))
                .as(ledger::toString)
                .isPositive()
                .isEqualTo(ledger.shed());
        // one worker that waits 1 ms for each packet
        assertThat(ledger.count("handled")).as(ledger::toString).isBetween(100L, millis);
        assertThat(ledger.count("queue", "peakBytes"))
                .as(ledger::toString)
                .isBetween(500_000L, ledger.count("queue", "limitBytes"));
        assertThat(ledger.count("queue", "limitBytes")).isEqualTo(1 << 20);
    }

    @Test
    void shouldLeaveTheLossToTheKernelIfToldToBlock() throws Exception {
        int packets = 60_000;
        Running capture = millrace.start(LiveCommand.capture((SERIAL + " --overload block -B 1024").split(" ", -1))
                        .heedful())
                .awaitListening();
        wire.send(packets, Generator.UNPACED);
        Accounts ledger = capture.signal("INT").end().well().ledger();

        assertThat(ledger.shed()).as(ledger::toString).isZero();
        assertThat(ledger.count("kernel", "dropped")).as(ledger::toString).isPositive();
        assertThat(ledger.count("abandoned")).as(ledger::toString).isPositive();
        assertThat(ledger.count("kernel", "received") + ledger.count("kernel", "interfaceDropped"))
                .as(ledger::toString)
                .isEqualTo(packets);
    }
}
