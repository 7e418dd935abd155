package io.millrace.afpacket;

/**
 * What the kernel counted for one ring since it was opened, widened from its 32 bits. Once the ring is settled,
 * {@code received = dropped + taken + unread} holds exactly.
 *
 * @param received frames that passed the filter, with those dropped and those not yet taken
 * @param dropped frames that passed the filter and found the ring full
 * @param unread frames that lay in the ring when it was settled; 0 before that
 * @param freezes how often a ring of blocks stood still because every block was in our hands: more than 0 means that the
 *     reading thread was late, and comes with drops; 0 for a ring of slots, which cannot freeze
 */
public record RingCounts(long received, long dropped, long unread, long freezes) {}
