package io.millrace.cli;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The far end of real protocols: HTTP/1.1 (a page of 300,000 bytes), TFTP (RFC 1350, reading), DNS (each name is 10.9.0.2),
 * and the greeting of SSH. As little of each as its usual client needs.
 */
final class FarServices {
    static final String LISTENING = "listening";
    static final int PAGE_BYTES = 300_000;
    static final int FILE_BYTES = 5_000;

    private static final int TFTP_BLOCK = 512;

    private FarServices() {}

    @SuppressWarnings("SystemOut") // how the test learns of it
    public static void main(String[] arguments) throws IOException {
        serve(new ServerSocket(80), FarServices::http);
        serve(new ServerSocket(22), FarServices::ssh);
        answer(new DatagramSocket(69), FarServices::tftp);
        answer(new DatagramSocket(53), FarServices::dns);
        System.out.println(LISTENING);
        while (System.in.read() >= 0) {
            // until the test ends
        }
        System.exit(0);
    }

    @FunctionalInterface
    private interface Conversation {
        void with(Socket socket) throws IOException;
    }

    @FunctionalInterface
    private interface Reply {
        void to(DatagramSocket socket, DatagramPacket request) throws IOException;
    }

    private static void serve(ServerSocket server, Conversation conversation) {
        Thread.ofPlatform().daemon().start(() -> {
            while (true) {
                try (Socket socket = server.accept()) {
                    conversation.with(socket);
                } catch (IOException e) {
                    // the client has gone
                }
            }
        });
    }

    private static void answer(DatagramSocket socket, Reply reply) {
        Thread.ofPlatform().daemon().start(() -> {
            while (true) {
                try {
                    DatagramPacket request = new DatagramPacket(new byte[1_500], 1_500);
                    socket.receive(request);
                    reply.to(socket, request);
                } catch (IOException e) {
                    // the client has gone
                }
            }
        });
    }

    private static void http(Socket socket) throws IOException {
        BufferedReader request =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        for (String line = request.readLine(); line != null && !line.isEmpty(); ) {
            line = request.readLine();
        }
        byte[] page = new byte[PAGE_BYTES];
        Arrays.fill(page, (byte) 'x');
        OutputStream out = socket.getOutputStream();
        out.write(("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\nContent-Length: " + PAGE_BYTES
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(page);
        out.flush();
        socket.shutdownOutput();
        request.readLine();
    }

    private static void ssh(Socket socket) throws IOException {
        socket.getOutputStream().write("SSH-2.0-far\r\n".getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        byte[] greeting = socket.getInputStream().readNBytes(20);
        if (greeting.length == 0) {
            throw new IOException("no greeting");
        }
    }

    /** Sends a file of so many bytes, whatever is asked for, block by block as they are acknowledged. */
    private static void tftp(DatagramSocket ignored, DatagramPacket request) throws IOException {
        try (DatagramSocket transfer = new DatagramSocket()) {
            transfer.setSoTimeout(5_000);
            for (int block = 1; (block - 1) * TFTP_BLOCK <= FILE_BYTES; block++) {
                byte[] data = new byte[4 + Math.min(TFTP_BLOCK, FILE_BYTES - ((block - 1) * TFTP_BLOCK))];
                data[1] = 3;
                data[3] = (byte) block;
                transfer.send(new DatagramPacket(data, data.length, request.getSocketAddress()));
                transfer.receive(new DatagramPacket(new byte[TFTP_BLOCK], TFTP_BLOCK));
            }
        }
    }

    /** Answers a question for an address with ours, and any other with nothing. */
    private static void dns(DatagramSocket socket, DatagramPacket request) throws IOException {
        byte[] question = Arrays.copyOf(request.getData(), request.getLength());
        int end = 12;
        while (question[end] != 0) {
            end += question[end] + 1;
        }
        boolean asksForAddress = question[end + 1] == 0 && question[end + 2] == 1;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream reply = new DataOutputStream(bytes);
        reply.write(question, 0, 2);
        reply.writeShort(0x8180);
        reply.writeShort(1);
        reply.writeShort(asksForAddress ? 1 : 0);
        reply.writeInt(0);
        reply.write(question, 12, end + 5 - 12);
        if (asksForAddress) {
            reply.writeShort(0xc00c);
            reply.writeShort(1);
            reply.writeShort(1);
            reply.writeInt(60);
            reply.writeShort(4);
            reply.write(new byte[] {10, 9, 0, 2});
        }
        socket.send(new DatagramPacket(bytes.toByteArray(), bytes.size(), request.getSocketAddress()));
    }
}
