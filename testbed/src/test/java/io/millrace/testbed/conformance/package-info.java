/**
 * The conformance suite: libpcap's promises, each a row that puts the real C library and Millrace in the same situation and
 * compares what they answer.
 *
 * <p>The rows are text, in the resources of this package ({@code *.rows}); {@link io.millrace.testbed.conformance.Rows} reads
 * them as {@link io.millrace.testbed.conformance.Promise}s. {@link io.millrace.testbed.conformance.Performance} plays a row:
 * each command of its scenario goes to the {@link io.millrace.testbed.conformance.Oracle}, the C program in
 * {@code testbed/src/test/c}, and to a {@link io.millrace.testbed.conformance.Subject}, which is Millrace. The
 * {@link io.millrace.testbed.conformance.Stage} is the third party: it sends what both are to see, once both are ready.
 * {@link io.millrace.testbed.conformance.Page} writes {@code docs/CONFORMANCE.md} from the rows.
 */
@NullMarked
package io.millrace.testbed.conformance;

import org.jspecify.annotations.NullMarked;
