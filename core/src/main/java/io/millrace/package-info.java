/**
 * What a user of Millrace touches: a {@link io.millrace.Capture} and its builder, the {@link io.millrace.Packet} a handler
 * is given, the choices of {@link io.millrace.Order}, {@link io.millrace.Overload} and {@link io.millrace.Workers}, and the
 * {@link io.millrace.Ledger} that says where every packet went.
 */
@NullMarked
package io.millrace;

import org.jspecify.annotations.NullMarked;
