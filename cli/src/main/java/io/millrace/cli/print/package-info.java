/**
 * Packets as text, after tcpdump's habits.
 *
 * <p>In flow packets, on any worker's thread: {@link io.millrace.cli.print.PacketPrinter} copies a packet's bytes and has
 * them printed. Out flow {@linkplain io.millrace.cli.print.PrintedPacket printed packets}, which still lack what depends
 * on packets before; {@link io.millrace.cli.print.Transcript} fills that in, in the order of capture.
 *
 * <p>Each protocol has a class named for it, with a static {@code print}. It reads a {@link io.millrace.cli.print.Bytes},
 * writes to a {@link io.millrace.cli.print.Line}, and hands what it carries to the printer that a registry names:
 * {@link io.millrace.cli.print.LinkPrinters}, {@link io.millrace.cli.print.EtherTypes},
 * {@link io.millrace.cli.print.IpProtocols}, {@link io.millrace.cli.print.UdpPorts} or
 * {@link io.millrace.cli.print.TcpPorts}.
 *
 * <p>Everything here reads untrusted bytes. A read behind what was captured throws {@link io.millrace.cli.print.Truncated},
 * which ends the line with the mark of the protocol that was being printed, as in {@code [|tcp]}; nothing else is thrown.
 * Loops end with the bytes, and {@link io.millrace.cli.print.Line#deeper} bounds packets within packets.
 */
@NullMarked
package io.millrace.cli.print;

import org.jspecify.annotations.NullMarked;
