/**
 * What comes out of races, and where it is put.
 *
 * <p>In go the tables, figures and plots of a race, gathered in a {@link io.millrace.bench.report.RaceReport}. Out come a
 * text for the terminal, a section of the page, plots, and a line of JSON that a later run is compared with.
 */
@NullMarked
package io.millrace.bench.report;

import org.jspecify.annotations.NullMarked;
