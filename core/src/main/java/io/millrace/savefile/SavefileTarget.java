package io.millrace.savefile;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a savefile is written to, and how: under its name from the beginning or only when it is whole, compressed or not, and
 * when it is brought to the disk. Immutable.
 */
public final class SavefileTarget {
    private final @Nullable Path file;
    private final @Nullable OutputStream stream;
    private final String name;
    private final boolean partUntilWhole;
    private final @Nullable Codec codec;
    private final Durability durability;

    private SavefileTarget(
            @Nullable Path file,
            @Nullable OutputStream stream,
            String name,
            boolean partUntilWhole,
            @Nullable Codec codec,
            Durability durability) {
        this.file = file;
        this.stream = stream;
        this.name = name;
        this.partUntilWhole = partUntilWhole;
        this.codec = codec;
        this.durability = durability;
    }

    /**
     * A file. If it is there it is replaced, when the new one is whole: until then that has a name which ends with
     * {@code .part}. It is not compressed, and brought to the disk when the system likes.
     */
    public static SavefileTarget file(Path file) {
        return new SavefileTarget(file, null, file.toString(), true, null, Durability.NONE);
    }

    /**
     * A stream, which stays open.
     *
     * @param name how it is named in messages
     */
    public static SavefileTarget stream(OutputStream stream, String name) {
        return new SavefileTarget(null, stream, name, false, null, Durability.NONE);
    }

    /** The same with the file's own name from the beginning: for who reads it while it grows. */
    public SavefileTarget withNameAtOnce() {
        return new SavefileTarget(file, stream, name, false, codec, durability);
    }

    /** The same, brought to the disk at other times. What is no regular file has no disk to be brought to. */
    public SavefileTarget withDurability(Durability when) {
        return new SavefileTarget(file, stream, name, partUntilWhole, codec, when);
    }

    /**
     * The same, compressed.
     *
     * @param method {@code gzip}, or the name or extension of another {@link Codec} that is there
     * @throws SavefileException if none of that name is there
     */
    public SavefileTarget compressed(String method) {
        Codec chosen = Codecs.named(method)
                .orElseThrow(() -> new SavefileException(
                        "compression: " + method + " (expected: " + String.join(", ", Codecs.names()) + ")"));
        return new SavefileTarget(file, stream, name, partUntilWhole, chosen, durability);
    }

    /** The same, compressed if the name's extension is that of a compression. */
    public SavefileTarget compressedByName() {
        return compressedAs(name);
    }

    /** The same, compressed if the extension of another name is that of a compression. */
    public SavefileTarget compressedAs(String other) {
        String extension = other.substring(other.lastIndexOf('.') + 1);
        return Codecs.named(extension).isPresent() ? compressed(extension) : this;
    }

    Output open() {
        try {
            if (file != null) {
                return open(PartFile.of(file, partUntilWhole, durability != Durability.NONE));
            }
            OutputStream out = Objects.requireNonNull(stream);
            return new StreamOutput(name, codec == null ? out : codec.compress(out));
        } catch (NoSuchFileException e) {
            throw new SavefileException(name + ": cannot be written: there is no such folder", e);
        } catch (AccessDeniedException e) {
            throw new SavefileException(name + ": cannot be written: Permission denied", e);
        } catch (FileSystemException e) {
            String reason = e.getReason() == null ? e.getMessage() : e.getReason();
            throw new SavefileException(name + ": cannot be written: " + reason, e);
        } catch (IOException e) {
            throw new SavefileException(name + ": cannot be written: " + e.getMessage(), e);
        }
    }

    private Output open(PartFile part) throws IOException {
        Durability when = part.durable() ? durability : Durability.NONE;
        return codec == null ? new FileOutput(part, when) : new CompressedOutput(part, codec, when);
    }
}
