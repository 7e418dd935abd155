package io.millrace.cli.names;

import io.millrace.cli.print.Names;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/** All names that packets are printed with. Gives each packet what it needs of them. For any number of threads. */
public final class NameBook implements Supplier<Names> {
    final HostNames hosts;
    final Services services = Services.ofSystem();
    final EthernetNames ethernet = EthernetNames.ofSystem();
    /** Which IPv4 addresses, given as their 32 bits, have names. */
    final IntPredicate local;
    /** Whether names of hosts are told with their domains. */
    final boolean domains;

    private NameBook(Resolver resolver, IntPredicate local, boolean domains) {
        this.hosts = new HostNames(resolver);
        this.local = local;
        this.domains = domains;
    }

    /**
     * The names that this system knows.
     *
     * @param local which IPv4 addresses, given as their 32 bits, have names
     * @param domains whether names of hosts are told with their domains
     */
    public static NameBook ofSystem(IntPredicate local, boolean domains) {
        return new NameBook(SystemResolver::nameOf, local, domains);
    }

    /** Names of hosts that somebody else knows, and what else this system knows. */
    public static NameBook of(Resolver resolver) {
        return new NameBook(resolver, address -> true, true);
    }

    /** Names for one packet. */
    @Override
    public Names get() {
        return new PacketNames(this);
    }
}
