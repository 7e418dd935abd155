package io.millrace.bench.rival;

import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import pcap.spi.Interface;
import pcap.spi.PacketBuffer;
import pcap.spi.PacketHeader;
import pcap.spi.Pcap;
import pcap.spi.Service;
import pcap.spi.exception.ErrorException;
import pcap.spi.exception.error.BreakException;
import pcap.spi.option.DefaultLiveOptions;
import pcap.spi.option.DefaultOfflineOptions;

/**
 * {@code com.ardikars.pcap}: a handler for {@code loop}, on the capture thread, which copies each packet and handles it,
 * or with workers gives it to a fixed pool.
 */
final class ArdikarsRival implements Contender {
    private static final int SNAPLEN = 262_144;

    private final RivalSettings settings;
    private final Service service;
    private final Executor executor;

    private ArdikarsRival(RivalSettings settings) {
        this.settings = settings;
        executor = settings.workers() == 0 ? Runnable::run : Executors.newFixedThreadPool(settings.workers());
        try {
            service = Service.Creator.create("PcapService");
        } catch (ErrorException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** {@code ArdikarsRival [NAME=VALUE]...} */
    public static void main(String[] arguments) {
        RivalMain.run(arguments, ArdikarsRival::new);
    }

    @Override
    public void read(Path file, Pass pass) throws Exception {
        Pcap pcap = service.offline(file.toString(), new DefaultOfflineOptions());
        loop(pcap, pass);
        pcap.close();
    }

    @Override
    public Live open(String device, Pass pass) throws Exception {
        Pcap pcap = service.live(
                named(device),
                new DefaultLiveOptions()
                        .snapshotLength(SNAPLEN)
                        .promiscuous(true)
                        .timeout(settings.timeoutMillis())
                        .bufferSize((int) settings.bufferBytes())
                        .immediate(settings.immediate()));
        return new Live() {
            @Override
            public void run() throws Exception {
                loop(pcap, pass);
            }

            @Override
            public void stop() {
                pcap.breakLoop();
            }

            @Override
            public long close() throws Exception {
                long dropped = pcap.stats().dropped();
                pcap.close();
                return dropped;
            }
        };
    }

    private Interface named(String device) throws ErrorException {
        for (Interface each : service.interfaces()) {
            if (each.name().equals(device)) {
                return each;
            }
        }
        throw new IllegalArgumentException(device + ": no such device");
    }

    private void loop(Pcap pcap, Pass pass) throws Exception {
        try {
            pcap.loop(-1, this::take, pass);
        } catch (BreakException e) {
            // It was broken out of, as was asked for.
        }
    }

    private void take(Pass pass, PacketHeader header, PacketBuffer buffer) {
        pass.taken();
        byte[] packet = copy(header, buffer);
        long timestampNanos = timestampNanos(header);
        executor.execute(() -> pass.handle(packet, timestampNanos));
    }

    private static byte[] copy(PacketHeader header, PacketBuffer buffer) {
        byte[] packet = new byte[header.captureLength()];
        PacketBuffer ignored = buffer.getBytes(0, packet);
        return packet;
    }

    private static long timestampNanos(PacketHeader header) {
        return header.timestamp().second() * 1_000_000_000 + header.timestamp().microSecond() * 1_000;
    }
}
