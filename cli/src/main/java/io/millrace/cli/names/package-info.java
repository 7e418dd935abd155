/**
 * What addresses, ports and protocols are called.
 *
 * <p>In flow numbers, from the printers of packets; out flow names, which {@link io.millrace.cli.names.PacketNames} gives to
 * one packet. Names of ports, protocols and Ethernet addresses are known at once. The name of a host may take the system's
 * resolver seconds, so {@link io.millrace.cli.names.HostNames} asks for it on threads of its own and nobody waits there: a
 * packet that lacks names is printed once they are known, when its turn to be written has come.
 *
 * <p>Names come from outside, those of hosts even from whoever owns an address: what could do harm on a terminal is no name.
 */
@NullMarked
package io.millrace.cli.names;

import org.jspecify.annotations.NullMarked;
