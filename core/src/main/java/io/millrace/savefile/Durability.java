package io.millrace.savefile;

/** When the system is asked to bring what was written to the disk ({@code fsync(2)}). */
public enum Durability {
    /** Never: what was written survives the end of the process, and as much of a power loss as the system likes. Free. */
    NONE,
    /** When the file is closed: a file that has its name is whole, also after a power loss. One wait for the disk, at the end. */
    WHEN_CLOSED,
    /** After each large write, or each flush: costs a wait for the disk, some milliseconds, for each 256 KiB. */
    EACH_WRITE
}
