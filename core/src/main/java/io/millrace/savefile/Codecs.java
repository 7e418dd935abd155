package io.millrace.savefile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The codecs that are there: gzip, lz4, and what other modules provide. Immutable. */
final class Codecs {
    private static final List<Codec> ALL = all();

    /** Of a codec that may be missing, so that a file can be named for what it is. */
    private static final byte[] ZSTD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};

    private Codecs() {}

    private static List<Codec> all() {
        List<Codec> found = new ArrayList<>();
        found.add(new Gzip());
        found.add(new Lz4());
        ServiceLoader.load(Codec.class).forEach(found::add);
        return List.copyOf(found);
    }

    /** The codec whose files begin like this. */
    static Optional<Codec> of(byte[] head) {
        return ALL.stream()
                .filter(codec -> codec.magics().stream().anyMatch(magic -> begins(head, magic)))
                .findFirst();
    }

    /** The codec of a name or of an extension, without its dot. */
    static Optional<Codec> named(String word) {
        return ALL.stream()
                .filter(codec -> codec.name().equals(word) || codec.extension().equals(word))
                .findFirst();
    }

    /** Their names. */
    static List<String> names() {
        return ALL.stream().map(Codec::name).toList();
    }

    /** What a file is compressed with that no codec is there for. */
    static Optional<String> missing(byte[] head) {
        return begins(head, ZSTD) ? Optional.of("zstd") : Optional.empty();
    }

    private static boolean begins(byte[] head, byte[] magic) {
        return head.length >= magic.length && Arrays.equals(head, 0, magic.length, magic, 0, magic.length);
    }
}
