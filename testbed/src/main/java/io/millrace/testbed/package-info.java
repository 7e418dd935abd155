/**
 * What tests, demonstrations and races need around a capture: a network of their own, traffic whose every packet can be
 * told from every other, and judges of what came of it.
 *
 * <p>{@link io.millrace.testbed.VethPair} is the wire, {@link io.millrace.testbed.FlowTraffic} writes the frames,
 * {@link io.millrace.testbed.Generator} sends them at a rate, {@link io.millrace.testbed.FlowOrderCheck} and
 * {@link io.millrace.testbed.LedgerAssert} judge. Nothing here touches a network that is not our own: see
 * {@link io.millrace.testbed.OwnNetwork}.
 */
@NullMarked
package io.millrace.testbed;

import org.jspecify.annotations.NullMarked;
