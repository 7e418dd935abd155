package io.millrace.bench.rival;

import java.nio.file.Path;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapNetworkInterface.PromiscuousMode;
import org.pcap4j.core.Pcaps;
import org.pcap4j.core.RawPacketListener;

/**
 * Pcap4J, as its examples have it: a listener for {@code loop}, which an executor may run. The first argument is {@code
 * none}: the listener runs on the capture thread; {@code pool}: in a fixed pool of so many workers; or {@code virtual}: on a
 * virtual thread of its own for each packet.
 */
final class Pcap4jRival implements Contender {
    private static final int SNAPLEN = 262_144;

    private final RivalSettings settings;
    private final @Nullable Executor executor;

    private Pcap4jRival(RivalSettings settings, String mode) {
        this.settings = settings;
        executor = switch (mode) {
            case "none" -> null;
            case "pool" -> Executors.newFixedThreadPool(workers(settings));
            case "virtual" -> Executors.newVirtualThreadPerTaskExecutor();
            default -> throw new IllegalArgumentException(mode + " (expected: none, pool or virtual)");
        };
        String ignored = Pcaps.libVersion(); // loads all there is to load
    }

    private static int workers(RivalSettings settings) {
        return settings.workers() > 0
                ? settings.workers()
                : Runtime.getRuntime().availableProcessors();
    }

    /** {@code Pcap4jRival none|pool|virtual [NAME=VALUE]...} */
    public static void main(String[] arguments) {
        RivalMain.run(
                Arrays.copyOfRange(arguments, 1, arguments.length),
                settings -> new Pcap4jRival(settings, arguments[0]));
    }

    @Override
    public void read(Path file, Pass pass) throws Exception {
        try (PcapHandle handle = Pcaps.openOffline(file.toString())) {
            loop(handle, packet -> pass.handle(packet, 0), pass);
        }
    }

    @Override
    public Live open(String device, Pass pass) throws PcapNativeException {
        PcapHandle handle = new PcapHandle.Builder(device)
                .snaplen(SNAPLEN)
                .promiscuousMode(PromiscuousMode.PROMISCUOUS)
                .timeoutMillis(settings.timeoutMillis())
                .bufferSize((int) settings.bufferBytes())
                .immediateMode(settings.immediate())
                .timestampPrecision(PcapHandle.TimestampPrecision.NANO)
                .build();
        return new Live() {
            @Override
            public void run() throws Exception {
                loop(handle, packet -> pass.handle(packet, timestampNanos(handle)), pass);
            }

            @Override
            public void stop() throws NotOpenException {
                handle.breakLoop();
            }

            @Override
            public long close() throws Exception {
                long dropped = handle.getStats().getNumPacketsDropped();
                handle.close();
                return dropped;
            }
        };
    }

    /** The timestamp of the packet that this thread has at the moment. */
    private static long timestampNanos(PcapHandle handle) {
        Timestamp timestamp = handle.getTimestamp();
        return timestamp.getTime() / 1_000 * 1_000_000_000 + timestamp.getNanos();
    }

    private void loop(PcapHandle handle, RawPacketListener listener, Pass pass) throws Exception {
        try {
            if (executor == null) {
                handle.loop(-1, (RawPacketListener) packet -> {
                    pass.taken();
                    listener.gotPacket(packet);
                });
            } else {
                handle.loop(-1, listener, task -> {
                    pass.taken();
                    executor.execute(task);
                });
            }
        } catch (InterruptedException e) {
            // How Pcap4J says that the loop was broken out of; the thread's own flag is not meant.
        }
    }
}
