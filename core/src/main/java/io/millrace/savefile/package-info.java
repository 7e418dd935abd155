/**
 * Savefiles, read and written in Java: pcap ({@code pcap-savefile(5)}) and pcapng ({@code draft-ietf-opsawg-pcapng}).
 *
 * <p>In flows a file, a pipe or a stream, compressed or not; out of a {@link io.millrace.savefile.SavefileReader} flow
 * packets where they lie in memory, borrowed until the next one. A <em>window</em> is the part of a file that lies in
 * memory; a <em>record</em> is a packet in a pcap file; a <em>block</em> is any part of a pcapng file; a <em>section</em> is
 * a part of a pcapng file with a byte order and interfaces of its own.
 *
 * <p>A reader belongs to one thread at a time; only {@link io.millrace.savefile.SavefileReader#wake()} is for others.
 */
@NullMarked
package io.millrace.savefile;

import org.jspecify.annotations.NullMarked;
