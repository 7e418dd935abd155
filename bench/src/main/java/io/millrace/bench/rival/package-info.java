/**
 * Those whom Millrace races, each a program of its own that handles packets as people do without Millrace.
 *
 * <p>In goes a {@link io.millrace.bench.rival.FlowFile}, or live traffic; out comes a {@link io.millrace.bench.rival.PassResult}
 * for each pass.
 */
@NullMarked
package io.millrace.bench.rival;

import org.jspecify.annotations.NullMarked;
