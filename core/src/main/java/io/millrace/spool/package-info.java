/**
 * The spool: packets that are parked on disk because the handlers are behind, and come back in order.
 *
 * <p>In flow slots of capture threads that found the store nearly full, or all of them if there is a journal; out flow the same
 * packets, in slots of the spool's own store, into their lanes. Its thread owns everything here but what is said to be shared; it
 * writes segments (ordinary pcapng files), reads them back, notes which packets are done, and deletes segments whose packets all
 * are.
 */
@NullMarked
package io.millrace.spool;

import org.jspecify.annotations.NullMarked;
