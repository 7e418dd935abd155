/**
 * Savefiles put on a wire. In flow packets of a {@link io.millrace.savefile.SavefileSeries}; a {@link
 * io.millrace.replay.Pacing} says when each is <em>due</em>, an outlet sends those that are due together, and a {@link
 * io.millrace.replay.ReplayReport} tells how late they were. All belongs to one thread, which a {@link
 * io.millrace.replay.Replay} starts.
 */
@NullMarked
package io.millrace.replay;

import org.jspecify.annotations.NullMarked;
