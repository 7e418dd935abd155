package io.millrace.pcap;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/** UDP datagrams from this process to nobody, over the loopback device, each with its number as its first four bytes. */
public final class Loopback implements AutoCloseable {
    /** Where they go; a socket is bound there, so that no ICMP answer joins the traffic. */
    public static final int PORT = 5353 + 4000;

    private static final InetAddress HOST = InetAddress.getLoopbackAddress();

    private final DatagramSocket sender;
    private final DatagramSocket receiver;
    private int sent;

    public Loopback() throws IOException {
        sender = new DatagramSocket(0, HOST);
        receiver = new DatagramSocket(PORT, HOST);
        receiver.setReceiveBufferSize(4_096);
    }

    /** Sends so many datagrams with this payload length, at least 4. */
    public void send(int count, int length) {
        byte[] payload = new byte[length];
        for (int i = 0; i < count; i++) {
            ByteBuffer.wrap(payload).putInt(sent++);
            try {
                sender.send(new DatagramPacket(payload, length, HOST, PORT));
            } catch (IOException e) {
                throw new AssertionError("loopback takes every datagram", e);
            }
        }
    }

    public int sent() {
        return sent;
    }

    @Override
    public void close() {
        sender.close();
        receiver.close();
    }
}
