package io.millrace.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.Capture;
import io.millrace.CaptureBuilder;
import io.millrace.Ledger;
import io.millrace.PacketHandler;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Closes the captures of a test when it ends, and checks that the books of each balance: after every test, whatever it was
 * about. Captures are started by it, or given to it. Belongs to the test's thread.
 */
final class LedgerGuard implements AfterEachCallback {
    private final List<Capture> captures = new ArrayList<>();

    Capture start(CaptureBuilder builder, PacketHandler handler) {
        return guard(builder.start(handler));
    }

    Capture guard(Capture capture) {
        captures.add(capture);
        return capture;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        List<Ledger> last = new ArrayList<>();
        for (Capture capture : captures) {
            LedgerAssert.assertBalanced(capture.ledger()); // a snapshot balances at any time
            capture.close();
            last.add(capture.ledger());
        }
        captures.clear();
        for (Ledger ledger : last) {
            LedgerAssert.assertBalanced(ledger);
            assertThat(ledger.queued() + ledger.inFlight() + ledger.spooled())
                    .as("packets without an outcome after close: %s", ledger)
                    .isZero();
        }
    }
}
