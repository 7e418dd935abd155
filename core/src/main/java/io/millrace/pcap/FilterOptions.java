package io.millrace.pcap;

import java.net.Inet4Address;
import org.jspecify.annotations.Nullable;

/**
 * How {@code pcap_compile} works on an expression; immutable.
 *
 * @param optimised whether the program is made shorter, which takes longer
 * @param netmask of the network that is captured on, for {@code ip broadcast} only; null if it is not known, which makes that
 *     expression an error
 */
public record FilterOptions(boolean optimised, @Nullable Inet4Address netmask) {
    /** Optimised, for a network that is not known. */
    public static final FilterOptions DEFAULT = new FilterOptions(true, null);

    public FilterOptions withOptimised(boolean value) {
        return new FilterOptions(value, netmask);
    }

    public FilterOptions withNetmask(@Nullable Inet4Address value) {
        return new FilterOptions(optimised, value);
    }
}
