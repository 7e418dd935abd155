/**
 * The ledger's tallies: who counts what, where it happens, and how the counts are read as one consistent whole.
 *
 * <p>Each thread counts for itself, in a tally that it alone writes: {@link io.millrace.ledger.TakeTally} at the door from
 * the source, {@link io.millrace.ledger.WorkTally} at the door of the handler. {@link io.millrace.ledger.Books} reads them
 * <em>against</em> the stream, ends before beginnings, so that a packet on its way is seen at an earlier station or a later
 * one, never at two and never at none.
 */
@NullMarked
package io.millrace.ledger;

import org.jspecify.annotations.NullMarked;
