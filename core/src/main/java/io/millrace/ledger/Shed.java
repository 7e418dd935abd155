package io.millrace.ledger;

/** Why a packet was given up on purpose. */
public enum Shed {
    /** It came when the store was full. */
    NEWEST,
    /** The store was full, and it had waited longest. */
    OLDEST,
    /** It was too old to be worth handling. */
    AGED,
    /** It stood in a queue that did not get shorter. */
    CODEL,
    /** Others stand for it. */
    SAMPLED,
    /** It was parked on disk and could not be read back. */
    SPOOL
}
