package io.millrace.testbed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** Some megabytes over TCP, as fast as it goes, so that its segments grow to what the devices take. */
@FunctionalInterface
interface TcpTransfer {
    int BYTES = 4 << 20;

    void run() throws Exception;

    /** From this process to itself. */
    static void within(String address) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            CompletableFuture<Long> received = CompletableFuture.supplyAsync(() -> receiveAll(server));
            sendAll(server.getInetAddress(), server.getLocalPort());
            if (received.get() != BYTES) {
                throw new AssertionError("TCP delivered " + received.get() + " bytes of " + BYTES);
            }
        }
    }

    private static void sendAll(InetAddress to, int port) throws IOException {
        try (Socket socket = new Socket(to, port);
                OutputStream out = socket.getOutputStream()) {
            out.write(new byte[BYTES]);
        }
    }

    private static long receiveAll(ServerSocket server) {
        try (Socket socket = server.accept()) {
            return socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Moves the right end of a wire to a network of its own, with somebody there who takes what is sent. */
    static Peer peer(VethPair pair) throws IOException {
        return new Peer(pair);
    }

    /** A process in the network on the other end of a wire. */
    final class Peer implements AutoCloseable {
        private static final String HERE = "10.9.0.1/24";
        private static final String THERE = "10.9.0.2";
        private static final String SCRIPT = "echo ready; read go; ip link set dev \"$1\" arp on up; ip addr add "
                + THERE + "/24 dev \"$1\"; shift;" + " exec \"$@\"";

        private final Process process;
        private final BufferedReader output;
        private final int port;

        private Peer(VethPair pair) throws IOException {
            process = new ProcessBuilder(Shell.onPath(
                            "unshare",
                            "-n",
                            "sh",
                            "-c",
                            SCRIPT,
                            "peer",
                            pair.right(),
                            ChildJava.java(),
                            "-cp",
                            ChildJava.classPath(),
                            Sink.class.getName()))
                    .redirectErrorStream(true)
                    .start();
            output = process.inputReader(StandardCharsets.UTF_8);
            expect("ready");
            Shell.run("ip", "link", "set", "dev", pair.right(), "netns", Long.toString(process.pid()));
            Shell.run("ip", "link", "set", "dev", pair.left(), "arp", "on");
            Shell.run("ip", "addr", "add", HERE, "dev", pair.left());
            OutputStream input = process.getOutputStream();
            input.write('\n');
            input.flush();
            port = Integer.parseInt(expect(""));
        }

        private String expect(String word) throws IOException {
            String line = output.readLine();
            if (line == null || !line.startsWith(word)) {
                throw new AssertionError("the peer said: " + line);
            }
            return line;
        }

        /** Sends it what a transfer is, and waits until it has all. */
        void receive() throws IOException {
            sendAll(InetAddress.getByName(THERE), port);
            String received = expect("");
            if (!received.equals(Integer.toString(BYTES))) {
                throw new AssertionError("TCP delivered " + received + " bytes of " + BYTES);
            }
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    /** The program of the other end: says its port, then how many bytes came. */
    final class Sink {
        private Sink() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) throws IOException {
            try (ServerSocket server = new ServerSocket(0)) {
                System.out.println(server.getLocalPort());
                System.out.println(receiveAll(server));
                int ignored = System.in.read(); // its network, and the wire with it, is gone when this process is
            }
        }
    }
}
