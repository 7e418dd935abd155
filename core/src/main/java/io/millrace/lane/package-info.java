/**
 * The third room: lanes, the queues of packets whose order matters.
 *
 * <p>In flow slots, in chains that a capture thread built for each lane it touched; out they flow one by one to the worker
 * that is in the lane. A lane that holds packets and has no worker is <em>runnable</em>: it stands in the
 * {@link io.millrace.lane.RunQueue} exactly once. There are far more lanes than workers, so that what shares a lane with a
 * slow flow is as good as nothing.
 */
@NullMarked
package io.millrace.lane;

import org.jspecify.annotations.NullMarked;
