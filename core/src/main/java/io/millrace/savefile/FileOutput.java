package io.millrace.savefile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file, written in order. */
final class FileOutput implements Output {
    private final PartFile file;
    private final FileChannel channel;
    private final Durability durability;

    FileOutput(PartFile file, Durability durability) throws IOException {
        this.file = file;
        this.durability = durability;
        channel = file.open();
    }

    @Override
    public String name() {
        return file.written().toString();
    }

    @Override
    public boolean takesPieces() {
        return file.isUnnamed() && durability != Durability.EACH_WRITE;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        flush();
    }

    @Override
    public void flush() throws IOException {
        if (durability == Durability.EACH_WRITE) {
            channel.force(false);
        }
    }

    @Override
    public void cutTo(long bytes) throws IOException {
        if (channel.isOpen()) {
            channel.truncate(bytes);
        } else {
            cutAgain(bytes);
        }
    }

    /** The channel is closed, because whoever wrote was interrupted: then so would be whoever cuts. */
    private void cutAgain(long bytes) throws IOException {
        boolean interrupted = Thread.interrupted();
        try (FileChannel again = file.reopen()) {
            again.truncate(bytes);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void finish() throws IOException {
        try (channel) {
            if (durability != Durability.NONE) {
                channel.force(true);
            }
        }
        file.publish();
    }

    @Override
    public void abandon() throws IOException {
        channel.close();
    }
}
