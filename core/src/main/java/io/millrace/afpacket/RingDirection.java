package io.millrace.afpacket;

/**
 * Which frames a ring takes, as seen from this host. Others are rejected in the kernel and appear in no account.
 *
 * <p>On the loopback device every frame passes twice, outgoing and incoming; as with libpcap only the incoming one is
 * taken, so that {@link #OUT} takes nothing there.
 */
public enum RingDirection {
    IN,
    OUT,
    INOUT
}
