package io.millrace.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A DNS server on the loopback device that tells names of addresses (RFC 1035), after a delay and as a test wants. */
final class NameServer implements AutoCloseable {
    static final String ADDRESS = "127.0.0.1";

    private static final int PORT = 53;
    private static final int HEADER_BYTES = 12;
    private static final int MOST_BYTES = 65_000;

    private final DatagramSocket socket;
    private final Duration delay;
    private final Answers answers;
    private final AtomicInteger questions = new AtomicInteger();
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();

    /** What the server says. */
    @FunctionalInterface
    interface Answers {
        /**
         * The answer to a question, of any bytes; no bytes for none at all.
         *
         * @param address the address whose name is asked for, as in {@code 10.0.0.1}; of IPv6 its 32 digits
         * @param question the message that asks
         */
        byte[] to(String address, byte[] question);
    }

    private NameServer(Duration delay, Answers answers) throws IOException {
        this.delay = delay;
        this.answers = answers;
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(ADDRESS), PORT));
        Thread.ofPlatform().daemon().name("name-server").start(this::serve);
    }

    /** Starts a server that gives these answers, each so long after its question. */
    static NameServer start(Duration delay, Answers answers) throws IOException {
        return new NameServer(delay, answers);
    }

    /** Starts a server that calls 10.0.0.1 {@code host-10-0-0-1.example.org}. */
    static NameServer start(Duration delay) throws IOException {
        return start(
                delay, (address, question) -> name(question, nameOf(address).split("\\.", -1)));
    }

    static String nameOf(String address) {
        return "host-" + address.replace('.', '-') + ".example.org";
    }

    /** How many questions there were. */
    int questions() {
        return questions.get();
    }

    private void serve() {
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[MOST_BYTES], MOST_BYTES);
                socket.receive(packet);
                questions.incrementAndGet();
                byte[] question = Arrays.copyOf(packet.getData(), packet.getLength());
                byte[] answer = answers.to(address(question), question);
                SocketAddress to = packet.getSocketAddress();
                if (answer.length > 0) {
                    Future<?> _ = later.schedule(() -> send(answer, to), delay.toNanos(), TimeUnit.NANOSECONDS);
                }
            }
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void send(byte[] answer, SocketAddress to) {
        try {
            socket.send(new DatagramPacket(answer, answer.length, to));
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The address in a question for a name such as {@code 1.0.0.10.in-addr.arpa} or, of 32 digits, {@code …8.b.d.ip6.arpa}. */
    private static String address(byte[] question) {
        List<String> labels = new ArrayList<>();
        for (int at = HEADER_BYTES; question[at] != 0; at += 1 + question[at]) {
            labels.addFirst(new String(question, at + 1, question[at], StandardCharsets.US_ASCII));
        }
        return String.join(labels.get(1).equals("in-addr") ? "." : "", labels.subList(2, labels.size()));
    }

    /** An answer with a name of these labels. */
    static byte[] name(byte[] question, String... labels) {
        return record(question, labels(labels));
    }

    /** An answer with a pointer record of these bytes. */
    static byte[] record(byte[] question, byte[] data) {
        return record(question, data.length, data);
    }

    /** An answer whose pointer record says that it is so long. */
    static byte[] record(byte[] question, int length, byte[] data) {
        ByteBuffer answer = ByteBuffer.allocate(question.length + 12 + data.length);
        answer.put(question, 0, 2).putShort((short) 0x8580).putShort((short) 1).putShort((short) 1);
        answer.putInt(0).put(question, HEADER_BYTES, question.length - HEADER_BYTES);
        answer.putShort((short) 0xc00c).putShort((short) 12).putShort((short) 1).putInt(3600);
        return answer.putShort((short) length).put(data).array();
    }

    /** Labels one after the other, and the empty one behind them. */
    static byte[] labels(String... labels) {
        List<byte[]> all = Arrays.stream(labels)
                .map(label -> label.getBytes(StandardCharsets.ISO_8859_1))
                .toList();
        ByteBuffer bytes = ByteBuffer.allocate(
                1 + all.stream().mapToInt(label -> 1 + label.length).sum());
        all.forEach(label -> bytes.put((byte) label.length).put(label));
        return bytes.put((byte) 0).array();
    }

    @Override
    public void close() {
        socket.close();
        later.shutdownNow();
    }
}
