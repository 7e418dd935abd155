package io.millrace;

import io.millrace.afpacket.AfPacketException;
import io.millrace.afpacket.NetworkDevice;
import io.millrace.afpacket.Program;
import io.millrace.afpacket.RingConfig;
import io.millrace.afpacket.RingDirection;
import io.millrace.ffi.Platform;
import io.millrace.pcap.PcapDirection;
import io.millrace.pcap.PcapException;
import io.millrace.pcap.PcapFilter;
import io.millrace.savefile.SavefileException;
import io.millrace.source.AfPacketSource;
import io.millrace.source.PcapOptions;
import io.millrace.source.PcapSource;
import io.millrace.source.SavefileSource;
import io.millrace.source.Source;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens what a capture reads from. */
final class Sources {
    private Sources() {}

    /**
     * One source for each capture thread.
     *
     * @throws CaptureException if the device or file cannot be opened; the message names cause and remedy
     */
    static List<Source> open(CaptureSettings settings) {
        try {
            // No switch over types: the start runs through it, and would link it anew each time.
            if (settings.origin() instanceof Savefile file) {
                return List.of(openSavefile(file, settings));
            }
            String device = ((Device) settings.origin()).name();
            return readsRing(device, settings) ? openRings(device, settings) : List.of(openPcap(device, settings));
        } catch (AfPacketException | PcapException | SavefileException e) {
            throw new CaptureException(String.valueOf(e.getMessage()), e);
        }
    }

    private static boolean readsRing(String device, CaptureSettings settings) {
        return switch (settings.source()) {
            case LIBPCAP -> false;
            case AFPACKET -> {
                requireLinux();
                requireDevice(device);
                if (settings.needsLibpcap()) {
                    throw new CaptureException("an afpacket ring has Ethernet frames with the kernel's timestamps only"
                            + " (use --source libpcap for another linktype or timestamp type)");
                }
                yield true;
            }
            case AUTO ->
                Platform.CURRENT == Platform.LINUX && !settings.needsLibpcap() && NetworkDevice.isEthernetLike(device);
        };
    }

    private static List<Source> openRings(String device, CaptureSettings settings) {
        RingConfig config = new RingConfig(
                settings.kernelBufferBytes(),
                settings.snaplen(),
                settings.promiscuous(),
                settings.immediate(),
                ringDirection(settings.direction()),
                RingConfig.NO_FANOUT,
                program(device, settings));
        if (settings.captureThreads() == 1) {
            return List.of(AfPacketSource.open(device, config));
        }
        return new ArrayList<>(AfPacketSource.openGroup(device, config, settings.captureThreads()));
    }

    private static @Nullable Program program(String device, CaptureSettings settings) {
        if (settings.filter().isEmpty()) {
            return null;
        }
        return Program.of(PcapFilter.compile(device, settings.filter(), settings.snaplen())
                .instructions());
    }

    private static Source openPcap(String device, CaptureSettings settings) {
        if (settings.captureThreads() > 1) {
            throw new CaptureException("captureThreads: " + settings.captureThreads() + " for " + device
                    + " (expected: 1; only the source afpacket, on an Ethernet-like device of Linux, shares one between"
                    + " threads)");
        }
        return PcapSource.open(
                device,
                new PcapOptions(
                        settings.snaplen(),
                        settings.kernelBufferBytes(),
                        settings.promiscuous(),
                        settings.immediate(),
                        pcapDirection(settings.direction()),
                        settings.filter().isEmpty() ? null : settings.filter(),
                        settings.datalink(),
                        settings.timestampType()));
    }

    private static Source openSavefile(Savefile file, CaptureSettings settings) {
        if (settings.captureThreads() > 1) {
            throw new CaptureException(
                    "captureThreads: " + settings.captureThreads() + " for a savefile (expected: 1)");
        }
        return SavefileSource.open(
                file.name(),
                file.names(),
                file.follow(),
                file.merged(),
                file.speed(),
                settings.filter(),
                settings.snaplen(),
                settings.onWarning(),
                settings.onBlock());
    }

    private static RingDirection ringDirection(Direction direction) {
        return switch (direction) {
            case IN -> RingDirection.IN;
            case OUT -> RingDirection.OUT;
            case INOUT -> RingDirection.INOUT;
        };
    }

    private static PcapDirection pcapDirection(Direction direction) {
        return switch (direction) {
            case IN -> PcapDirection.IN;
            case OUT -> PcapDirection.OUT;
            case INOUT -> PcapDirection.INOUT;
        };
    }

    private static void requireDevice(String device) {
        if (device.equals("any")) {
            throw new CaptureException(
                    "the device any exists only for the source libpcap (use --source libpcap, or name a" + " device)");
        }
    }

    private static void requireLinux() {
        if (Platform.CURRENT != Platform.LINUX) {
            throw new CaptureException("source afpacket needs Linux (use libpcap here)");
        }
    }
}
