/**
 * The command: what is typed becomes the settings of a {@link io.millrace.Capture}, and its {@link io.millrace.Ledger}
 * becomes a table, a line on a terminal, or JSON.
 *
 * <p>Commands ({@code …Command}) read options and run; views ({@link io.millrace.cli.LedgerTable},
 * {@link io.millrace.cli.LiveLine}) turn values into text and touch nothing else; {@link io.millrace.cli.print} does so
 * with packets.
 * Results go to standard output, everything else to standard error.
 */
@NullMarked
package io.millrace.cli;

import org.jspecify.annotations.NullMarked;
