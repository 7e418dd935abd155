package io.millrace;

import io.millrace.savefile.Durability;
import java.nio.file.Path;

/**
 * Durability first: every packet is on disk before its handler sees it, and what is done is noted there. After a crash a capture
 * with {@link CaptureBuilder#resume} handles every packet of the folder that is not done: at least once, none left out.
 *
 * <p>A journal is a spool that packets do not only go to when memory is short; see {@link Overload.Spill} for its files. What has
 * an outcome is done: handled, failed, or shed by the policy. With {@link Order#TOTAL} a packet is done when its result was given
 * out.
 *
 * <p>The end of the process, whatever its cause, takes nothing back that was written: that needs no waiting for the disk.
 * The loss of power does, as much as the system had not brought to the disk by itself, unless {@code durability} has it
 * waited for: with {@link Durability#EACH_WRITE} before handlers see the packets of each write, which costs them the disk's
 * time for it (some milliseconds, or tens on a spinning disk), and with {@link Durability#WHEN_CLOSED} when a segment ends.
 *
 * @param folder where the segments are; made if it is not there; one capture at a time
 * @param limitBytes how much disk it may use; 0 for nine tenths of what is free at the start
 * @param durability when the disk is waited for
 */
public record Journal(Path folder, long limitBytes, Durability durability) {
    public Journal {
        Overload.requireSpoolLimit("journal", limitBytes);
    }

    /** A journal that survives the end of the process, and may use nine tenths of what is free on the disk. */
    public static Journal in(Path folder) {
        return new Journal(folder, 0, Durability.NONE);
    }

    /** The same with another bound. */
    public Journal withLimit(long bytes) {
        return new Journal(folder, bytes, durability);
    }

    /** The same that waits for the disk at other times. */
    public Journal withDurability(Durability when) {
        return new Journal(folder, limitBytes, when);
    }
}
