/**
 * The races: Millrace and its rivals do the same work by turns, on this machine, and are measured.
 *
 * <p>A {@link io.millrace.bench.race.Race} says who takes part and what is to be shown. It gets a {@link
 * io.millrace.bench.race.Track}: files, a wire with a sender at its end, and the machine's description. It writes into a
 * {@link io.millrace.bench.report.RaceReport}. A run that is not what it should be is an {@link
 * io.millrace.bench.race.InvalidRaceException}, never a figure.
 */
@NullMarked
package io.millrace.bench.race;

import org.jspecify.annotations.NullMarked;
