/**
 * Captures that compile, one to a file. Each takes a device's name as its argument, captures for ten seconds, and prints
 * the ledger.
 *
 * <p>They run from source, once {@code ./millrace build} has put the library's jars in {@code cli/target/app}:
 *
 * <pre>{@code
 * sudo java -cp 'cli/target/app/*' --enable-native-access=ALL-UNNAMED \
 *     examples/src/main/java/io/millrace/examples/SmallestCapture.java eth0
 * }</pre>
 *
 * The {@code java} must be version 25 or newer. An ordinary user can try them in a network of his own, where {@code lo} is
 * the only device: in a shell that {@code unshare -rn} starts, after {@code ip link set lo up}.
 */
@NullMarked
package io.millrace.examples;

import org.jspecify.annotations.NullMarked;
