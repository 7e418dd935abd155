package io.millrace.cli;

import io.millrace.savefile.Block;
import io.millrace.savefile.BlockType;
import io.millrace.savefile.PcapngWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Names of addresses, and secrets, on their way from the file that is read to those that are written, each of which gets all
 * that came before its packets.
 *
 * <p>{@code arrived} is between two threads: the capture thread offers a block before the packets behind it are published, so who
 * writes these finds it. {@code written} belongs to who writes.
 */
final class CarriedBlocks {
    /** So many are written again to each file. */
    private static final int MOST_AGAIN = 1 << 12;

    private final Queue<Block> arrived = new ConcurrentLinkedQueue<>();
    private final List<Block> written = new ArrayList<>();

    /** Takes a block, if it is one that is carried on. For the capture thread. */
    void offer(Block block) {
        if (block.type() == BlockType.NAME_RESOLUTION || block.type() == BlockType.DECRYPTION_SECRETS) {
            arrived.add(block);
        }
    }

    /** Whether there are blocks that were not written yet. */
    boolean hasNew() {
        return !arrived.isEmpty();
    }

    /** Writes those that were not written yet; what is damaged, and of the other byte order, is left out. */
    void writeNew(PcapngWriter to) {
        for (Block block = arrived.poll(); block != null; block = arrived.poll()) {
            if (to.block(block) && written.size() < MOST_AGAIN) {
                written.add(block);
            }
        }
    }

    /** Writes those that files before have. */
    void writeAgain(PcapngWriter to) {
        for (Block block : written) {
            boolean known = to.block(block);
            assert known : "it was written before";
        }
    }
}
