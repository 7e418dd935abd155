/**
 * The fourth room: workers, the threads that take packets out of lanes and call the handler.
 *
 * <p>In flow runnable lanes, by the run queue. A {@link io.millrace.worker.Worker} enters one lane at a time and hands its
 * packets to a {@link io.millrace.worker.Handling.Desk}; the slot then goes back to the store. A
 * {@link io.millrace.worker.Crew} is all workers of a capture: it starts them, lets them sleep, wakes who is needed, and
 * at the end dismisses them, whatever their handlers do.
 */
@NullMarked
package io.millrace.worker;

import org.jspecify.annotations.NullMarked;
