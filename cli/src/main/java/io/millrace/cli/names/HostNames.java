package io.millrace.cli.names;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The names of all hosts that packets have told of. For any number of threads; none ever waits for an answer here.
 *
 * <p><b>Asking.</b> Who needs a name gets its {@link HostName} at once. The first who needs it has it looked up by
 * {@link LookupThreads}. A look-up that finds too many others waiting is not made, and not kept either: it may be made when the
 * address comes again. What was found is kept, and that nothing was found too.
 *
 * <p><b>What is kept</b> is bounded, whatever addresses traffic brings. There are two generations. A name is found in the
 * young one without a lock. Otherwise, under the lock, it is moved from the old one, or is new; when the young generation is
 * full it becomes the old one, and the old one is forgotten. So the {@value #GENERATION} addresses that were used last are
 * always known. Only who holds the lock puts a name in, after it looked in both; therefore an address that is known is looked
 * up once, however many threads need it at the same moment. Who reads the young generation just before it is replaced reads
 * the one that was, which is not wrong.
 */
final class HostNames {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final int GENERATION = 1 << 15;

    private final Resolver resolver;
    private final Executor lookups;
    private final int generation;
    private final Patience patience;
    private final ReentrantLock lock = new ReentrantLock();

    /** Replaced under the lock. */
    private volatile ConcurrentMap<Address, HostName> young = new ConcurrentHashMap<>();

    /** Used under the lock. */
    private ConcurrentMap<Address, HostName> old = new ConcurrentHashMap<>();

    /**
     * An address.
     *
     * @param high its upper half; 0 for IPv4
     * @param low its lower half; for IPv4 the 32 bits behind those of {@link #MAPPED}, as RFC 4291 section 2.5.5.2 maps them
     */
    private record Address(long high, long low) {}

    private static final long MAPPED = 0xffff_0000_0000L;

    /** Names that a resolver knows. */
    HostNames(Resolver resolver) {
        this(resolver, new LookupThreads(), GENERATION, PATIENCE);
    }

    HostNames(Resolver resolver, Executor lookups, int generation, Duration patience) {
        this.resolver = resolver;
        this.lookups = lookups;
        this.generation = generation;
        this.patience = new Patience(patience);
    }

    /** The name of a host with an IPv4 address, given as its 32 bits. */
    HostName ipv4(int address) {
        return of(new Address(0, MAPPED | Integer.toUnsignedLong(address)));
    }

    /** The name of a host with an IPv6 address, given as its two halves. */
    HostName ipv6(long high, long low) {
        return of(new Address(high, low));
    }

    private HostName of(Address address) {
        HostName known = young.get(address);
        return known == null ? find(address) : known;
    }

    private HostName find(Address address) {
        lock.lock();
        try {
            HostName known = young.get(address);
            if (known != null) {
                return known;
            }
            known = old.remove(address);
            if (known == null) {
                known = new HostName(patience);
                if (!lookUp(address, known)) {
                    return known;
                }
            }
            if (young.size() >= generation) {
                old = young;
                young = new ConcurrentHashMap<>();
            }
            young.put(address, known);
            return known;
        } finally {
            lock.unlock();
        }
    }

    /** Has a name looked up; false if that is refused. */
    private boolean lookUp(Address address, HostName name) {
        try {
            lookups.execute(() -> settle(name, address));
            return true;
        } catch (RejectedExecutionException e) {
            name.settle(null);
            return false;
        }
    }

    private void settle(HostName name, Address address) {
        String found = null;
        name.begin();
        try {
            found = resolver.nameOf(bytes(address));
        } finally {
            name.settle(found != null && HostText.isPlain(found) ? found : null);
        }
    }

    private static byte[] bytes(Address address) {
        boolean v4 = address.high == 0 && address.low >>> 32 == MAPPED >>> 32;
        byte[] bytes = new byte[v4 ? 4 : 16];
        for (int i = bytes.length - 1, shift = 0; i >= 0; i--, shift += 8) {
            bytes[i] = (byte) (shift < Long.SIZE ? address.low >>> shift : address.high >>> (shift - Long.SIZE));
        }
        return bytes;
    }
}
