/**
 * Header views over packet bytes, and the flow key with its symmetric hash.
 *
 * <p>In flows a frame: memory, where it begins, how much of it was captured, and its link-layer type. Out come places in
 * it ({@link io.millrace.protocol.Headers}), the number its lane is chosen by ({@link io.millrace.protocol.FlowHash}), or
 * a value to keep a table of flows by ({@link io.millrace.protocol.FlowKey}). Frames that come together are a
 * {@link io.millrace.protocol.Burst}. Nothing here owns a frame or keeps one.
 *
 * <p>Everything here reads untrusted bytes. A view never reads past {@code caplen}, never throws on what it reads, and
 * says {@code -1} for a field that is not there.
 *
 * <p>Words: the <em>network layer</em> is what is left when tags, labels and PPP are taken off, IP mostly; the
 * <em>transport</em> is what IP carries, behind its options and extension headers, ICMP included; the <em>payload</em> is
 * what lies behind the innermost header known here, without padding; an <em>end</em> of a flow is an address with its
 * port; a <em>fragment</em> is a part of an IP datagram that was cut on its way.
 */
@NullMarked
package io.millrace.protocol;

import org.jspecify.annotations.NullMarked;
