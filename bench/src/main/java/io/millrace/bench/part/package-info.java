/**
 * The parts of a packet's way, each measured by itself: with a quiet machine, nanoseconds and bytes allocated for a packet.
 *
 * <p>They open rooms of the engine that are nobody else's to open, and so they follow it when it changes.
 */
@NullMarked
package io.millrace.bench.part;

import org.jspecify.annotations.NullMarked;
