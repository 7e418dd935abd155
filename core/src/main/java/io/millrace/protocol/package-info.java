/**
 * Header views over packet bytes, and the flow key with its symmetric hash.
 *
 * <p>Everything here reads untrusted bytes. A view never reads past {@code caplen}, never throws on what it reads, and
 * says {@code -1} for a field that is not there.
 */
@NullMarked
package io.millrace.protocol;

import org.jspecify.annotations.NullMarked;
