package io.millrace.overload;

/** Who has to go when a packet finds the store full. */
public enum WhenFull {
    /** Nobody: the capture thread waits until an eighth of the store is free. The kernel's buffer fills, and the kernel drops. */
    BLOCK,
    /** The packet itself. The capture thread never waits. */
    NEWEST,
    /** Those that have waited longest, over all lanes; the packet itself where that frees nothing. */
    OLDEST
}
