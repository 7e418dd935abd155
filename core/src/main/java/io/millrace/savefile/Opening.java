package io.millrace.savefile;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;

/** Finds out what a file is by its first bytes, and opens it accordingly. */
final class Opening {
    static final String TRUNCATED = "it is truncated";

    private static final int HEAD_BYTES = 8;
    private static final int MAGIC_BYTES = 4;
    private static final int BUFFER_BYTES = 64 << 10;

    private Opening() {}

    static SavefileReader open(Path file, boolean follow, Means means) {
        String name = file.toString();
        try {
            if (!Files.isRegularFile(file)) {
                requireFile(file);
                return of(Files.newInputStream(file), name, means);
            }
            Optional<Codec> codec = codec(head(file), name);
            if (codec.isEmpty()) {
                return reader(new Window(name, FileInput.open(file, follow, means.meter()), means.windowBytes()));
            }
            if (follow) {
                throw new SavefileException(name
                        + ": it is compressed, and such a file cannot be followed: its end is not known"
                        + " while it grows (tail -c +1 -f " + name + " | millrace read - does it)");
            }
            return reader(decompressed(means.metered(Files.newInputStream(file)), name, codec.get(), means));
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    static SavefileReader of(InputStream in, String name, Means means) {
        try {
            InputStream metered = means.metered(in);
            byte[] head = metered.readNBytes(HEAD_BYTES);
            InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), metered);
            Optional<Codec> codec = codec(head, name);
            return reader(
                    codec.isPresent() ? decompressed(whole, name, codec.get(), means) : window(name, whole, means));
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /** Refuses a file that is not there, without opening it. */
    static void requirePresent(String name) {
        try {
            requireFile(Path.of(name));
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private static void requireFile(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        if (Files.isDirectory(file)) {
            throw new SavefileException(file + ": is a directory (expected: a savefile)");
        }
    }

    private static SavefileException unreadable(String name, IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> new SavefileException(name + ": No such file or directory", missing);
            case AccessDeniedException denied -> new SavefileException(name + ": Permission denied", denied);
            default -> new SavefileException(name + ": cannot be read: " + reason(e), e);
        };
    }

    /** What went wrong, where decompressors may say nothing, or what nobody understands who does not know them. */
    static String reason(Exception e) {
        String told = e.getMessage();
        if (e instanceof EOFException && (told == null || !told.startsWith(TRUNCATED))) {
            return TRUNCATED + ": it ends within what is compressed";
        }
        return told == null ? e.toString() : told;
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(HEAD_BYTES);
        }
    }

    private static Optional<Codec> codec(byte[] head, String name) {
        Optional<Codec> codec = Codecs.of(head);
        Optional<String> missing = Codecs.missing(head);
        if (codec.isEmpty() && missing.isPresent()) {
            throw new SavefileException(name + ": it is compressed with " + missing.get()
                    + ", for which this program has no " + Codec.class.getName() + " (decompress it first)");
        }
        return codec;
    }

    private static Window decompressed(InputStream in, String name, Codec codec, Means means) throws IOException {
        return window(name, codec.decompress(new BufferedInputStream(in, BUFFER_BYTES)), means);
    }

    private static Window window(String name, InputStream plain, Means means) {
        return new Window(name, ReadAhead.of(name, plain, means.windowBytes()), means.windowBytes());
    }

    private static SavefileReader reader(Window window) {
        try {
            window.slide(0, PcapHeader.BYTES, Window.FOR_EVER);
            return window.limit >= MAGIC_BYTES ? known(window) : refuse(window);
        } catch (Throwable e) {
            window.close();
            throw e;
        }
    }

    private static SavefileReader known(Window window) {
        int magic = window.memory.get(JAVA_INT_UNALIGNED, 0);
        if (magic == BlockType.SECTION_HEADER) {
            return new PcapngReader(window);
        }
        if (!PcapHeader.isMagic(magic)) {
            return refuse(window);
        }
        if (window.limit < PcapHeader.BYTES) {
            throw new SavefileException(
                    window.name,
                    0,
                    "the file is truncated: its header needs " + PcapHeader.BYTES + " bytes, of which " + window.limit
                            + " are there");
        }
        PcapHeader header = PcapHeader.read(window.memory, 0);
        if (!header.isKnown()) {
            throw new SavefileException(
                    window.name,
                    0,
                    "the file has version " + header.major() + "." + header.minor()
                            + " of pcap (expected: 2.0 to 2.4)");
        }
        return new PcapReader(window, header);
    }

    private static SavefileReader refuse(Window window) {
        if (window.limit == 0) {
            throw new SavefileException(window.name + ": it is empty (expected: a pcap or pcapng savefile)");
        }
        byte[] head =
                window.memory.asSlice(0, Math.min(window.limit, MAGIC_BYTES)).toArray(JAVA_BYTE);
        throw new SavefileException(window.name + ": it is no savefile: it begins with "
                + HexFormat.ofDelimiter(" ").formatHex(head)
                + " (expected: pcap or pcapng, plain or compressed with " + String.join(", ", Codecs.names()) + ")");
    }
}
