/**
 * What Millrace costs, beside what others cost that do the same work on the same packets in the same run.
 *
 * <p>Two kinds. A <em>benchmark</em> is JMH's: a figure for each side, to be looked into with its profilers. A <em>duel</em>
 * ({@link io.millrace.bench.Duel}) lets both sides do their work by turns in one process, and tells their ratio: so it holds on a
 * machine that is busy with something else. Each side returns the {@link io.millrace.bench.Totals} of what it did, and a side
 * that did not do all of it fails, whatever time it took.
 */
@NullMarked
package io.millrace.bench;

import org.jspecify.annotations.NullMarked;
