package io.millrace.cli.names;

import io.millrace.cli.print.Names;
import io.millrace.cli.print.Organizations;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The names that one packet needs, and those that it lacks. Belongs to who prints the packet. */
final class PacketNames implements Names {
    /** How long at a time who waits does not look whether it has become urgent. */
    private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final NameBook book;
    private final List<HostName> lacking = new ArrayList<>(2);

    PacketNames(NameBook book) {
        this.book = book;
    }

    @Override
    public boolean areKnown() {
        return lacking.isEmpty();
    }

    @Override
    public void await(BooleanSupplier urgent) {
        try {
            for (HostName name : lacking) {
                while (name.isAwaited() && !urgent.getAsBoolean()) {
                    name.await(GLANCE_NANOS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the capture ends: numbers will do
        }
    }

    @Override
    public String ipv4(int address) {
        String name = book.local.test(address) ? known(book.hosts.ipv4(address)) : null;
        return name == null ? Names.super.ipv4(address) : name;
    }

    @Override
    public String ipv6(long high, long low) {
        String name = known(book.hosts.ipv6(high, low));
        return name == null ? Names.super.ipv6(high, low) : name;
    }

    private @Nullable String known(HostName host) {
        if (host.isAwaited()) {
            lacking.add(host);
            return null;
        }
        String name = host.orNull();
        return name == null || book.domains ? name : HostText.withoutDomain(name);
    }

    /** An address without a name is told with whom it was given to. */
    @Override
    public String mac(long address) {
        String name = book.ethernet.of(address);
        return name == null
                ? Names.super.mac(address) + " (oui " + Organizations.name((int) (address >>> 24)) + ")"
                : name;
    }

    @Override
    public String tcpPort(int port) {
        return book.services.tcp(port);
    }

    @Override
    public String udpPort(int port) {
        return book.services.udp(port);
    }

    @Override
    public String ipProtocol(int protocol) {
        String name = ProtocolNames.of(protocol);
        return name == null ? Names.super.ipProtocol(protocol) : name;
    }
}
