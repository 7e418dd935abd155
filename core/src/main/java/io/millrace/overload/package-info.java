/**
 * What gives when handlers are behind: the overload policies, each in a class of its own.
 *
 * <p>A {@link io.millrace.overload.Policy} acts at three places, and may do nothing at any of them. While the store fills up,
 * {@link io.millrace.overload.Pressure} makes the capture thread keep less of what comes. When the store is full,
 * {@link io.millrace.overload.WhenFull} says who has to go. Just before the handler a {@link io.millrace.overload.Gate} lets a
 * packet pass, or not. In flow packets' headers and ages; out flow verdicts. Who asked carries the verdict out, and counts it.
 */
@NullMarked
package io.millrace.overload;

import org.jspecify.annotations.NullMarked;
