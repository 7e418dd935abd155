/**
 * The door between source and store, where packets are taken.
 *
 * <p>In flow borrowed frames, from a {@link io.millrace.source.Source}; out flow packets of our own, in the lane of their
 * flow. An {@link io.millrace.intake.Intake} belongs to one capture thread and runs on it.
 */
@NullMarked
package io.millrace.intake;

import org.jspecify.annotations.NullMarked;
