package io.millrace.cli.names;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import org.jspecify.annotations.Nullable;

/**
 * The system's own resolver, the one that tcpdump asks: {@code getnameinfo(3)}, which heeds {@code nsswitch.conf(5)},
 * {@code hosts(5)} and {@code resolv.conf(5)}.
 *
 * <p>{@link InetAddress} would ask it too, but then look every name up once more to see whether it leads back to the address,
 * and reject what does not. The JDK gives its resolver without that only to who says that he provides one: so this class
 * does, and provides the JDK's.
 */
public final class SystemResolver extends InetAddressResolverProvider {
    /** Written once, when the JDK first needs a resolver. */
    private static volatile @Nullable InetAddressResolver builtin;

    /** For the JDK, which finds this class as a service. */
    public SystemResolver() {}

    @Override
    public InetAddressResolver get(Configuration configuration) {
        InetAddressResolver resolver = configuration.builtinResolver();
        builtin = resolver;
        return resolver;
    }

    @Override
    public String name() {
        return "millrace";
    }

    /** The name of a host, as {@link Resolver} has it; null if it takes the system longer than its own patience. */
    static @Nullable String nameOf(byte[] address) {
        InetAddressResolver resolver = builtin();
        try {
            return resolver == null ? null : resolver.lookupByAddress(address);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static @Nullable InetAddressResolver builtin() {
        if (builtin == null) {
            try {
                InetAddress _ = InetAddress.getByName("localhost"); // makes the JDK look for its resolver
            } catch (UnknownHostException e) {
                return builtin; // it has looked for it nevertheless
            }
        }
        return builtin;
    }
}
