/**
 * Captures that compile, one to a file. Each takes a device's name as its argument, captures for ten seconds, and prints
 * the ledger.
 *
 * <p>They run from source, once {@code ./millrace build} has put the library's jars in {@code cli/target/app}:
 *
 * <pre>{@code
 * sudo java -p cli/target/app --add-modules io.millrace --enable-native-access=io.millrace \
 *     examples/src/main/java/io/millrace/examples/SmallestCapture.java eth0
 * }</pre>
 *
 * The {@code java} must be version 25 or newer. An ordinary user can try them in a network of his own, where {@code lo} is
 * the only device: start a shell with {@code unshare -rn}, and then {@code ip link set lo up; ping 127.0.0.1}.
 */
@NullMarked
package io.millrace.examples;

import org.jspecify.annotations.NullMarked;
