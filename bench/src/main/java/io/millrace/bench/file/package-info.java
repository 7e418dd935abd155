/**
 * Savefiles: what reading and writing them costs, beside libpcap, tcpdump, the bare decompressor and {@code dd(1)}. A {@link
 * io.millrace.bench.file.Sample} is the file; {@link io.millrace.bench.file.ReadingDuel} and {@link
 * io.millrace.bench.file.WritingDuel} fight.
 */
@NullMarked
package io.millrace.bench.file;

import org.jspecify.annotations.NullMarked;
