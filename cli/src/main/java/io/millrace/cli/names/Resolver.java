package io.millrace.cli.names;

import org.jspecify.annotations.Nullable;

/** Who knows what hosts are called. For any number of threads; may take long. */
@FunctionalInterface
public interface Resolver {
    /**
     * The name of a host; null if it has none, or if that cannot be found out.
     *
     * @param address its 4 or 16 bytes
     */
    @Nullable
    String nameOf(byte[] address);
}
