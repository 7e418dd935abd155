/**
 * The second room: the bounded off-heap memory in which packets wait.
 *
 * <p>In flow frames, one copy each, written by a capture thread; those of a file may stay where they were read. Out flow
 * slots, named by an {@code int}; whoever handled the packet gives the slot back through {@link io.millrace.store.Returns}.
 * Vocabulary: a <em>region</em> is the whole mapping; a <em>page</em> is 64 KiB of it; a <em>slot</em> is the memory of one
 * packet, a part of a page or a run of pages; a <em>unit</em> is 32 bytes, the grain of slot names; a <em>tray</em> is a
 * page that a file is read into, and a <em>slip</em> stands for a slot there.
 */
@NullMarked
package io.millrace.store;

import org.jspecify.annotations.NullMarked;
