/**
 * Packets as text, after tcpdump's habits.
 *
 * <p>In flow packets, on any worker's thread: {@link io.millrace.cli.print.PacketPrinter} copies a packet's bytes and has
 * them printed, with the {@linkplain io.millrace.cli.print.Names names} that are known. Out flow, in the order of capture,
 * texts: {@linkplain io.millrace.cli.print.PrintedPacket printed packets} still lack what depends on packets before, which
 * {@link io.millrace.cli.print.Transcript} fills in; {@linkplain io.millrace.cli.print.UnnamedPacket others} lack names too,
 * and are printed once more when these are known.
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
