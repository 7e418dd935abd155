/**
 * Bindings to the C library through the Foreign Function and Memory API: one small class per native header, C names kept;
 * for libpcap, whose header is large, one per concern.
 *
 * <p>A binding does nothing but call. It returns what C returns, with failures folded into {@code -errno}; what a failure
 * means is for the room that called. No binding allocates per call.
 */
@NullMarked
package io.millrace.ffi;

import org.jspecify.annotations.NullMarked;
