/**
 * The first room: where packets come from.
 *
 * <p>A {@link io.millrace.source.Source} hands batches of borrowed frames to a {@link io.millrace.source.FrameSink}; the
 * capture thread that owns the source is the only one that takes from it. From the moment the sink takes a frame,
 * Millrace owns the packet's fate; what a source cannot give away it counts as unread.
 */
@NullMarked
package io.millrace.source;

import org.jspecify.annotations.NullMarked;
