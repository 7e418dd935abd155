/**
 * The second room: the bounded off-heap memory in which packets wait.
 *
 * <p>In flow frames, one copy each, written by a capture thread. Out flow slots, named by an {@code int}; whoever handled
 * the packet gives the slot back through {@link io.millrace.store.Returns}. Vocabulary: a <em>region</em> is the whole
 * mapping; a <em>page</em> is 64 KiB of it; a <em>slot</em> is the memory of one packet, a part of a page or a run of
 * pages; a <em>unit</em> is 64 bytes, the grain of slot names.
 */
@NullMarked
package io.millrace.store;

import org.jspecify.annotations.NullMarked;
