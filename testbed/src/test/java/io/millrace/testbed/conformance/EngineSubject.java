package io.millrace.testbed.conformance;

import io.millrace.Capture;
import io.millrace.CaptureBuilder;
import io.millrace.Device;
import io.millrace.Direction;
import io.millrace.Ledger;
import io.millrace.Order;
import io.millrace.Packet;
import io.millrace.SourceKind;
import io.millrace.testbed.Await;
import io.millrace.testbed.LedgerAssert;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A capture by the engine. Everything up to the traffic is a setting of its, which it does not answer to; the capture begins
 * when there is something to see.
 */
final class EngineSubject implements Subject {
    private final SourceKind kind;
    private final List<String> packets = new CopyOnWriteArrayList<>();
    private @Nullable CaptureBuilder builder;
    private @Nullable Capture capture;
    private int told;

    EngineSubject(SourceKind kind) {
        this.kind = kind;
    }

    @Override
    public @Nullable String answer(Command command) {
        return switch (command.word()) {
            case "loop" -> "0" + packets(command.number());
            case "gather" -> command.number() + packets(command.number());
            case "stats" -> statistics();
            case "await" -> awaitReceived(command.number());
            case "datalink" -> linktype();
            case "close" -> end();
            default -> {
                builder = set(command);
                yield null;
            }
        };
    }

    private CaptureBuilder set(Command command) {
        return switch (command.word()) {
            case "create" -> fresh(command.argument());
            case "setfilter" -> settings().filter(command.argument());
            case "setdirection" ->
                settings().direction(Direction.valueOf(command.argument().toUpperCase(Locale.ROOT)));
            case "set_snaplen" -> settings().snaplen(command.number());
            case "set_promisc" -> settings().promiscuous(command.number() != 0);
            case "set_immediate_mode" -> settings().immediate(command.number() != 0);
            case "set_buffer_size" -> settings().kernelBuffer(command.number());
            case "set_timeout", "set_tstamp_precision", "activate" -> settings();
            default -> throw new IllegalArgumentException("the engine has no " + command);
        };
    }

    private CaptureBuilder fresh(String device) {
        return Capture.from(Device.named(device))
                .source(kind)
                .order(Order.TOTAL)
                .promiscuous(false);
    }

    private CaptureBuilder settings() {
        if (builder == null || capture != null) {
            throw new IllegalStateException("the capture runs already, or was not created");
        }
        return builder;
    }

    @Override
    public void ready() {
        if (capture == null && builder != null) {
            capture = builder.startOrdered(EngineSubject::words, packets::add);
        }
    }

    private static String words(Packet packet) {
        return PacketWords.of(packet.bytes(), packet.len(), packet.timestampNanos());
    }

    private Capture running() {
        ready();
        if (capture == null) {
            throw new IllegalStateException("nothing was created");
        }
        return capture;
    }

    /** The next packets, so many. */
    private String packets(int count) {
        Capture ignored = running();
        Await.until(kind + " delivered " + count + " packets", () -> packets.size() >= told + count);
        String words = String.join("", packets.subList(told, told + count));
        told += count;
        return words;
    }

    /** The ledger's counts of the kernel may be some milliseconds old. */
    private String statistics() {
        String ignored = awaitReceived(told);
        Ledger ledger = running().ledger();
        return ledger.kernel().received() + " " + ledger.kernel().dropped();
    }

    private String awaitReceived(int count) {
        Await.until(
                "the kernel counted " + count, () -> running().ledger().kernel().received() >= count);
        return String.valueOf(running().ledger().kernel().received());
    }

    private String linktype() {
        Capture ignored = running();
        Await.until("a packet came", () -> !packets.isEmpty());
        return String.valueOf(running().ledger().linktype());
    }

    private String end() {
        running().close();
        LedgerAssert.assertBalanced(running().ledger());
        return "0";
    }

    /** Closes; whatever came has to have been asked for. */
    @Override
    public void reset() {
        Capture open = capture;
        int unasked = packets.size() - told;
        capture = null;
        builder = null;
        packets.clear();
        told = 0;
        if (open != null) {
            open.close();
            LedgerAssert.assertBalanced(open.ledger());
            if (unasked > 0) {
                throw new AssertionError(kind + " delivered " + unasked + " packets that C did not");
            }
        }
    }

    @Override
    public void close() {}
}
