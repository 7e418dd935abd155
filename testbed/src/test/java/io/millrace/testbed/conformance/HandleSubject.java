package io.millrace.testbed.conformance;

import io.millrace.pcap.Pcap;
import io.millrace.pcap.PcapDevice;
import io.millrace.pcap.PcapDirection;
import io.millrace.pcap.PcapException;
import io.millrace.pcap.PcapSettings;
import io.millrace.pcap.PcapStats;
import io.millrace.pcap.TimestampType;
import io.millrace.testbed.Await;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The handle, {@link Pcap}. One thread of its own owns it and runs the commands; {@code breakloop} and {@code close} come
 * from the thread of the test.
 */
final class HandleSubject implements Subject {
    private static final int PATIENCE_SECONDS = 20;

    /** What {@code pcap_create} begins with. */
    private static final PcapSettings UNTOUCHED =
            PcapSettings.DEFAULT.withTimeout(Duration.ZERO).withNanoseconds(false);

    private final ExecutorService owner = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon()::unstarted);
    private final Reading reading = new Reading();
    private String device = "";
    private PcapSettings settings = UNTOUCHED;
    private volatile @Nullable Pcap pcap;
    private @Nullable Future<String> started;

    @Override
    public String answer(Command command) {
        return switch (command.word()) {
            case "start" -> start(Command.parse(command.argument()));
            case "seen" -> seen(command.number());
            case "finish" -> await(started);
            case "breakloop" -> done(open()::breakLoop);
            case "close" -> done(open()::close);
            default -> await(owner.submit((Callable<String>) () -> run(command)));
        };
    }

    private String start(Command command) {
        reading.forget();
        started = owner.submit(() -> run(command));
        return "0";
    }

    private String seen(int wanted) {
        Await.until("the handle delivered " + wanted + " packets", () -> reading.seen() >= wanted);
        return String.valueOf(reading.seen());
    }

    private static String await(@Nullable Future<String> answer) {
        if (answer == null) {
            throw new IllegalStateException("nothing was started");
        }
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("the handle did not answer", e);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String run(Command command) {
        try {
            return command.word().startsWith("set_") && pcap == null ? set(command) : ask(command);
        } catch (PcapException e) {
            return String.valueOf(e.code());
        } catch (IllegalStateException e) {
            return "refused";
        }
    }

    /** Settings take effect with {@code activate}. */
    private String set(Command command) {
        int value = command.number();
        boolean on = value != 0;
        try {
            return switch (command.word()) {
                case "set_snaplen" -> set(before -> before.withSnaplen(value));
                case "set_promisc" -> set(before -> before.withPromiscuous(on));
                case "set_rfmon" -> set(before -> before.withMonitor(on));
                case "set_timeout" -> set(before -> before.withTimeout(Duration.ofMillis(value)));
                case "set_immediate_mode" -> set(before -> before.withImmediate(on));
                case "set_buffer_size" -> set(before -> before.withBufferBytes(value));
                case "set_protocol_linux" -> set(before -> before.withProtocol(value));
                case "set_tstamp_precision" -> set(before -> before.withNanoseconds(on));
                case "set_tstamp_type" -> set(before -> before.withTimestampType(type(value)));
                default -> NONE;
            };
        } catch (IllegalArgumentException e) {
            return "refused";
        }
    }

    private String set(UnaryOperator<PcapSettings> change) {
        settings = change.apply(settings);
        return "0";
    }

    private static TimestampType type(int code) {
        return Arrays.stream(TimestampType.values())
                .filter(type -> type.code() == code)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("timestamp type: " + code));
    }

    private String ask(Command command) {
        return switch (command.word()) {
            case "create" -> create(command.argument());
            case "activate" -> activate();
            case "findalldevs" -> devices(command.argument());
            case "lib_version" -> Pcap.version();
            default -> ask(open(), command);
        };
    }

    private String create(String name) {
        device = name;
        return "0";
    }

    private String activate() {
        Pcap opened = Pcap.open(device, settings);
        pcap = opened;
        return opened.warnings().isEmpty() ? "0" : "warned";
    }

    private String ask(Pcap handle, Command command) {
        return switch (command.word()) {
            case "break_at" -> done(() -> reading.breakAt(command.number()));
            case "setfilter" -> done(() -> handle.setFilter(command.argument()));
            case "setdirection" -> done(() -> handle.setDirection(direction(command.argument())));
            case "setnonblock" -> done(() -> handle.setNonBlocking(command.number() != 0));
            case "set_datalink" -> done(() -> handle.setDatalink(command.number()));
            case "compile" -> program(handle.compile(command.argument()));
            case "stats" -> handle.stats().received() + " " + handle.stats().dropped();
            case "ifdrop" -> interfaceDropped(handle.stats().interfaceDropped());
            case "await" -> awaitReceived(handle, command.number());
            case "snapshot" -> String.valueOf(handle.snaplen());
            case "datalink" -> String.valueOf(handle.linktype());
            case "list_datalinks" -> handle.datalinks().stream().sorted().map(String::valueOf).collect(Collectors.joining(" "));
            case "get_tstamp_precision" -> handle.nanoseconds() ? "1" : "0";
            case "get_selectable_fd" -> handle.selectableFd() >= 0 ? "yes" : "-1";
            case "get_required_select_timeout" -> timeout(handle.requiredTimeout());
            case "poll" -> Poll.readable(handle.selectableFd(), command.number()) ? "readable" : "silent";
            case "inject" -> inject(handle, HexFormat.of().parseHex(command.argument()));
            case "inject_zeros" -> inject(handle, new byte[command.number()]);
            default -> reading.run(handle, command);
        };
    }

    private static PcapDirection direction(String word) {
        return switch (word) {
            case "in" -> PcapDirection.IN;
            case "out" -> PcapDirection.OUT;
            default -> PcapDirection.INOUT;
        };
    }

    private static String program(long[] instructions) {
        StringBuilder words = new StringBuilder("0 " + instructions.length);
        for (long instruction : instructions) {
            words.append(" %016x".formatted(instruction));
        }
        return words.toString();
    }

    private static String interfaceDropped(long count) {
        return count == PcapStats.ABSENT ? "absent" : String.valueOf(count);
    }

    private static String awaitReceived(Pcap handle, int wanted) {
        Await.until(
                "the kernel counted " + wanted + " packets", () -> handle.stats().received() >= wanted);
        return String.valueOf(handle.stats().received());
    }

    private static String timeout(@Nullable Duration timeout) {
        return timeout == null ? "none" : String.valueOf(timeout.toNanos() / 1_000);
    }

    private static String inject(Pcap handle, byte[] frame) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocateFrom(ValueLayout.JAVA_BYTE, frame);
            return String.valueOf(handle.inject(memory));
        }
    }

    private static String devices(String wanted) {
        if (wanted.isEmpty()) {
            return Pcap.devices().stream().map(PcapDevice::name).collect(Collectors.joining(" "));
        }
        return Pcap.devices().stream()
                .filter(device -> device.name().equals(wanted))
                .map(HandleSubject::words)
                .collect(Collectors.joining());
    }

    private static String words(PcapDevice device) {
        StringBuilder words = new StringBuilder("flags=%x".formatted(device.flags()));
        words.append(" description=").append(device.description() == null ? "none" : device.description());
        for (PcapDevice.Address address : device.addresses()) {
            words.append(word("address", address.address()));
            words.append(word("netmask", address.netmask()));
            words.append(word("broadcast", address.broadcast()));
            words.append(word("destination", address.destination()));
        }
        return words.toString();
    }

    private static String word(String name, @Nullable InetAddress address) {
        return address == null ? "" : " " + name + "=" + address.getHostAddress();
    }

    private static String done(Runnable call) {
        call.run();
        return "0";
    }

    private Pcap open() {
        Pcap open = pcap;
        if (open == null) {
            throw new IllegalStateException("no handle is open");
        }
        return open;
    }

    @Override
    public void reset() {
        Pcap open = pcap;
        if (open != null) {
            open.close();
        }
        if (started != null) {
            String ignored = await(started);
        }
        started = null;
        pcap = null;
        settings = UNTOUCHED;
        reading.breakAt(0);
    }

    @Override
    public void close() {
        owner.shutdownNow();
    }
}
