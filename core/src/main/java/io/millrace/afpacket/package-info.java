/**
 * Linux packet rings: frames that the kernel writes to memory it shares with us, read in place.
 *
 * <p>In: a device's name and a {@link io.millrace.afpacket.RingConfig}. Out: borrowed frames, one call of a
 * {@link io.millrace.afpacket.RingReader} each, and {@link io.millrace.afpacket.RingCounts} that balance to the packet.
 * No native library is needed. A {@link io.millrace.afpacket.PacketRing} belongs to the thread that opened it.
 *
 * <ul>
 *   <li><i>block</i>: many frames one behind the other, handed over together when it is full or its time is over.
 *   <li><i>slot</i>: room for one frame, handed over as soon as it came.
 *   <li><i>fanout</i>: several rings that share the packets of a device, each flow going to one of them.
 * </ul>
 *
 * <p>Sources: packet(7), Documentation/networking/packet_mmap.rst and net/packet/af_packet.c of the kernel.
 */
@NullMarked
package io.millrace.afpacket;

import org.jspecify.annotations.NullMarked;
