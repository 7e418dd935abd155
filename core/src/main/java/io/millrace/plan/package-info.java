/**
 * Sizes a capture on paper: what comes in ({@link io.millrace.plan.Demand}), what a packet costs
 * ({@link io.millrace.plan.Work}) and the machine ({@link io.millrace.plan.Machine}) go in; settings
 * ({@link io.millrace.plan.Sizing}) and what they will do ({@link io.millrace.plan.Forecast}) come out.
 *
 * <p>Nothing here captures, waits, or knows a clock: the same numbers always give the same answer. How well the answer agrees
 * with a run is tested against the engine ({@code PlanAgreementTest} in {@code testbed}).
 *
 * <dl>
 *   <dt>offered load<dd>rate times service time: how many packets are in their handlers on average, if none has to wait
 *       (Little 1961)
 *   <dt>variability<dd>the squared coefficient of variation: 0 for what is always alike, 1 for what is exponential
 *   <dt>waiting line<dd>packets that wait for any server: a worker, or a processor where handlers compute
 *   <dt>age<dd>from a packet's timestamp to the start of its handler
 * </dl>
 *
 * <p>Everything is immutable, in seconds, bytes and packets; for any thread.
 */
@NullMarked
package io.millrace.plan;

import org.jspecify.annotations.NullMarked;
