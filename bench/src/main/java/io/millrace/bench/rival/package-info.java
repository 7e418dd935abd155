/**
 * Those whom Millrace races, each a program of its own that handles packets as people do without Millrace.
 *
 * <p>In goes a {@link io.millrace.bench.rival.FlowFile}, or live traffic; out comes a {@link
 * io.millrace.bench.rival.PassResult} for each pass. {@link io.millrace.bench.rival.Rivals} lists them. A {@link
 * io.millrace.bench.rival.Rival} is started with {@link io.millrace.bench.rival.RivalSettings} and gives a {@link
 * io.millrace.bench.rival.Runner}, which makes one pass after the other.
 *
 * <p>On the other side of the process: {@link io.millrace.bench.rival.RivalMain} obeys, a {@link
 * io.millrace.bench.rival.Contender} reads, and a {@link io.millrace.bench.rival.Pass} handles and counts. {@code rival.c}
 * and {@code goroutines.go} are the same in C and Go.
 */
@NullMarked
package io.millrace.bench.rival;

import org.jspecify.annotations.NullMarked;
